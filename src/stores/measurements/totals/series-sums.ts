/** One number for each series, by its number; 0 where nothing is. It grows as higher numbers come. */
export class SeriesSums {
  #values: Float64Array;

  constructor(values: Float64Array = new Float64Array()) {
    this.#values = values;
  }

  /** May be shorter than the highest number of a series; what is missing is 0. */
  get values(): Float64Array {
    return this.#values;
  }

  at(series: number): number {
    return this.#values[series] ?? 0;
  }

  /** False when the sum is no longer exact. */
  add(series: number, n: number): boolean {
    if (series >= this.#values.length) this.#grow(series + 1);
    const sum = this.#values[series]! + n;
    this.#values[series] = sum;
    return Number.isSafeInteger(sum);
  }

  addAll(other: SeriesSums): boolean {
    const added = other.values;
    if (added.length > this.#values.length) this.#grow(added.length);
    const values = this.#values;
    let exact = true;
    for (let series = 0; series < added.length; series++) {
      const sum = values[series]! + added[series]!;
      values[series] = sum;
      exact &&= Number.isSafeInteger(sum);
    }
    return exact;
  }

  copy(): SeriesSums {
    return new SeriesSums(this.#values.slice());
  }

  #grow(length: number): void {
    const grown = new Float64Array(Math.max(length, Math.ceil(this.#values.length * 1.25)));
    grown.set(this.#values);
    this.#values = grown;
  }
}

/** Sums of several series while a question is answered, by their places in it; `exact` is false once any went beyond 2^53. */
export class AskedSums {
  readonly series: Int32Array<ArrayBuffer>;
  readonly n: Float64Array<ArrayBuffer>;
  exact = true;

  constructor(series: readonly number[]) {
    this.series = Int32Array.from(series);
    this.n = new Float64Array(series.length);
  }

  /** Adds (sign 1) or takes away (sign −1) what each series has in `sums`. */
  add(sums: SeriesSums, sign: 1 | -1 = 1): void {
    const { series, n } = this;
    const { values } = sums;
    for (let nth = 0; nth < n.length; nth++) {
      const sum = n[nth]! + sign * (values[series[nth]!] ?? 0);
      n[nth] = sum;
      if (!Number.isSafeInteger(sum)) this.exact = false;
    }
  }
}
