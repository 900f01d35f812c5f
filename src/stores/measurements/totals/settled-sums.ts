import { bucketStart, day, type EpochMs } from '../../../maths/instants.ts';
import { type AskedSums, SeriesSums } from './series-sums.ts';

/**
 * Running totals of the settled days: for each day, what every series counted from the first of them to its end. What lies
 * between two midnights is one subtraction. 8 bytes for a series and day.
 */
export class SettledSums {
  /** Starts of the days, in order, and the running totals at their ends. */
  readonly #days: EpochMs[] = [];
  readonly #running: SeriesSums[] = [];
  exact = true;

  has(start: EpochMs): boolean {
    return this.#days[this.#before(start)] === start;
  }

  /** Puts the day's totals in the place of those it had. */
  put(start: EpochMs, totals: SeriesSums): void {
    const nth = this.#before(start);
    const change = totals.copy();
    if (this.#days[nth] === start) {
      this.#takeAway(change, nth);
    } else {
      this.#days.splice(nth, 0, start);
      this.#running.splice(nth, 0, this.#running[nth - 1]?.copy() ?? new SeriesSums());
    }
    for (let later = nth; later < this.#days.length; later++) {
      if (!this.#running[later]!.addAll(change)) this.exact = false;
    }
  }

  /** Forgets the days before the instant; sums of those that stay are differences, and stay the same. */
  drop(before: EpochMs): void {
    const gone = this.#before(bucketStart(before, day));
    if (gone === 0) return;
    this.#days.splice(0, gone);
    this.#running.splice(0, gone - 1);
    this.#floor = this.#running.shift() ?? new SeriesSums();
    if (this.#days.length === 0) this.#floor = new SeriesSums();
  }
  /** Running totals before the first day. */
  #floor = new SeriesSums();

  /** Adds the whole days that start at or after `from` and before `to`. */
  addTo(asked: AskedSums, from: EpochMs, to: EpochMs): void {
    const [first, end] = [this.#before(from), this.#before(to)];
    if (first >= end) return;
    asked.add(this.#running[end - 1]!);
    asked.add(this.#running[first - 1] ?? this.#floor, -1);
  }

  #takeAway(change: SeriesSums, nth: number): void {
    const [own, before] = [this.#running[nth]!, this.#running[nth - 1] ?? this.#floor];
    own.values.forEach((sum, series) => {
      const had = sum - before.at(series);
      if (had !== 0) change.add(series, -had);
    });
  }

  /** How many days start before the instant. */
  #before(instant: EpochMs): number {
    let [low, high] = [0, this.#days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#days[middle]! < instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
