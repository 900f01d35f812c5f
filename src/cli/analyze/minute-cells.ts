import { ProductError } from '../../errors.ts';
import { day, type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';

/** Longest time a series may span; minutes of so many days fit easily in memory. */
const mostDays = 3_653;
const minutesPerDay = 1_440;

interface Day {
  values: Float64Array;
  /** Row that brought each minute, 0 for none. */
  rows: Int32Array;
}

/** Values by minute, gathered in any order; memory grows with the days that have a row, not with the file. */
export class MinuteCells {
  readonly #days = new Map<number, Day>();
  first: EpochMs = Number.POSITIVE_INFINITY;
  last: EpochMs = Number.NEGATIVE_INFINITY;

  /** Row that brought the value of a minute; 0 when none did. */
  rowOf(at: EpochMs): number {
    return this.#days.get(Math.floor(at / day))?.rows[indexOf(at)] ?? 0;
  }

  /** What was added to a minute; 0 when nothing was. */
  valueAt(at: EpochMs): number {
    return this.#days.get(Math.floor(at / day))?.values[indexOf(at)] ?? 0;
  }

  /** Adds to the value of the minute that holds `at`. Throws ProductError `too_large` beyond ten years of days. */
  add(at: EpochMs, value: number, row: number, file: string): void {
    const key = Math.floor(at / day);
    let found = this.#days.get(key);
    if (!found) {
      found = { values: new Float64Array(minutesPerDay), rows: new Int32Array(minutesPerDay) };
      this.#days.set(key, found);
      if (this.#days.size > mostDays) throw tooLong(file, row, at);
    }
    const i = indexOf(at);
    found.values[i] = found.values[i]! + value;
    found.rows[i] = row;
    const start = Math.floor(at / minute) * minute;
    if (start < this.first) this.first = start;
    if (start > this.last) this.last = start;
  }

  /** All minutes from the first to the last; NaN where none came. Throws ProductError when the span is too long. */
  dense(file: string): { from: EpochMs; values: Float64Array } {
    if (this.first > this.last) return { from: 0, values: new Float64Array(0) };
    if (this.last - this.first > mostDays * day) throw tooLong(file, this.rowOf(this.last), this.last);
    const values = new Float64Array((this.last - this.first) / minute + 1).fill(Number.NaN);
    for (const [key, one] of this.#days) {
      for (let i = 0; i < minutesPerDay; i++) {
        if (one.rows[i]! > 0) values[(key * day - this.first) / minute + i] = one.values[i]!;
      }
    }
    return { from: this.first, values };
  }
}

function indexOf(at: EpochMs): number {
  return Math.floor((((at % day) + day) % day) / minute);
}

function tooLong(file: string, row: number, at: EpochMs): ProductError {
  const message = `${file}: row ${row}: found ${toRfc3339(at)}, expected a series of at most ten years`;
  return new ProductError('too_large', message, { file, row });
}
