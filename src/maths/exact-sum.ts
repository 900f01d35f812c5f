/** A sum of products of whole numbers that is exact however large it grows; plain numbers as long as they hold it. */
export class ExactSum {
  #small = 0;
  #large = 0n;

  /** Adds one·other, each a safe integer ≥ 0. */
  add(one: number, other = 1): void {
    const product = one * other;
    if (Number.isSafeInteger(product) && Number.isSafeInteger(this.#small + product)) {
      this.#small += product;
      return;
    }
    this.#large += BigInt(this.#small) + BigInt(one) * BigInt(other);
    this.#small = 0;
  }

  get value(): bigint {
    return this.#large + BigInt(this.#small);
  }
}
