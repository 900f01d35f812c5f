const first = 1_024;

/** Runs of numbers side by side in one column; one that is given back is used for the next of its length. */
export class BucketArena {
  numbers = new Float64Array(0);
  #used = 0;
  readonly #free = new Map<number, number[]>();

  /** Where a run of so many numbers begins; what stands in it is anything. */
  take(size: number): number {
    const freed = this.#free.get(size)?.pop();
    if (freed !== undefined) return freed;
    const at = this.#used;
    this.#used += size;
    if (this.#used > this.numbers.length) {
      const larger = new Float64Array(Math.max(first, 2 * this.numbers.length, this.#used));
      larger.set(this.numbers);
      this.numbers = larger;
    }
    return at;
  }

  giveBack(at: number, size: number): void {
    const free = this.#free.get(size);
    if (free === undefined) this.#free.set(size, [at]);
    else free.push(at);
  }
}
