import type { EpochMs } from '../../maths/instants.ts';
import type { CountColumns } from '../../stores/measurements/measurements.ts';

/** Counts by series and minute: nearly always one minute of a series, in columns by its number, and other minutes beside it. */
export class BatchCounts {
  /** NaN where there is none yet. */
  #at = new Float64Array(0);
  #n = new Float64Array(0);
  readonly #others = new Map<number, Map<EpochMs, number>>();

  add(series: number, minuteAt: EpochMs, n: number): void {
    if (series >= this.#at.length) this.#grow(series + 1);
    const known = this.#at[series]!;
    if (known === minuteAt) this.#n[series]! += n;
    else if (Number.isNaN(known)) {
      this.#at[series] = minuteAt;
      this.#n[series] = n;
    } else this.#addBeside(series, minuteAt, n);
  }

  /** What is not 0, by series. */
  columns(): CountColumns {
    const at = this.#at;
    let size = 0;
    for (let series = 0; series < at.length; series++) if (this.#n[series] !== 0) size += 1;
    for (const minutes of this.#others.values()) for (const n of minutes.values()) if (n !== 0) size += 1;
    const columns = { series: new Int32Array(size), at: new Float64Array(size), n: new Float64Array(size) };
    let row = 0;
    const put = (series: number, minuteAt: EpochMs, n: number): void => {
      columns.series[row] = series;
      columns.at[row] = minuteAt;
      columns.n[row++] = n;
    };
    for (let series = 0; series < at.length; series++) {
      if (this.#n[series] !== 0) put(series, at[series]!, this.#n[series]!);
      if (this.#others.size === 0) continue;
      for (const [minuteAt, n] of this.#others.get(series) ?? []) if (n !== 0) put(series, minuteAt, n);
    }
    return columns;
  }

  #addBeside(series: number, minuteAt: EpochMs, n: number): void {
    let minutes = this.#others.get(series);
    if (minutes === undefined) {
      minutes = new Map();
      this.#others.set(series, minutes);
    }
    minutes.set(minuteAt, (minutes.get(minuteAt) ?? 0) + n);
  }

  #grow(least: number): void {
    const length = Math.max(least, 2 * this.#at.length, 64);
    const at = new Float64Array(length).fill(Number.NaN);
    at.set(this.#at);
    this.#at = at;
    const n = new Float64Array(length);
    n.set(this.#n);
    this.#n = n;
  }
}
