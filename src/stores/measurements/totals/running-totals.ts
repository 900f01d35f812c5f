import { bucketStart, day, type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import { CountedDays } from './counted-days.ts';
import { AskedSums, type SeriesSums } from './series-sums.ts';
import { SettledSums } from './settled-sums.ts';

/** So many parts of settled days are remembered, from midnight to an instant: 8 bytes for a series each. */
const mostParts = 64;

/** What memory knows of a sum over a window, and what has to be read to make it whole. */
export interface Known {
  asked: AskedSums;
  /** Intervals of days that are not settled, of which the rows have to be read. */
  unread: Interval[];
  /** Parts of settled days, from midnight to the instant, that are to be added or taken away. */
  parts: { at: EpochMs; sign: 1 | -1 }[];
}

/** Sums of counts kept as they arrive: a window is the difference of two running totals and what lies at its ends. */
export class RunningTotals {
  readonly settled = new SettledSums();
  readonly counted = new CountedDays();
  readonly #parts = new Map<EpochMs, SeriesSums>();

  /** `unsettled` are the starts of the days with rows that are not settled, as far as they touch the window. */
  known(series: readonly number[], window: Interval, unsettled: readonly EpochMs[]): Known {
    const asked = new AskedSums(series);
    const known: Known = { asked, unread: [], parts: [] };
    if (window.from >= window.to) return known;
    for (const start of unsettled) {
      const own = { from: Math.max(window.from, start), to: Math.min(window.to, start + day) };
      if (this.counted.has(start)) known.unread.push(...this.counted.addTo(asked, start, minutesOf(own)));
      else known.unread.push(own);
    }
    const { from, to } = minutesOf(window);
    this.settled.addTo(asked, bucketStart(from, day), bucketStart(to, day));
    for (const { at, sign } of [{ at: from, sign: -1 } as const, { at: to, sign: 1 } as const]) {
      if (at % day === 0 || !this.settled.has(bucketStart(at, day))) continue;
      const part = this.#parts.get(at);
      if (part) asked.add(part, sign);
      else known.parts.push({ at, sign });
    }
    asked.exact &&= this.settled.exact;
    return known;
  }

  /** Remembers what every series counted from midnight to the instant. */
  remember(at: EpochMs, sums: SeriesSums): void {
    this.#parts.set(at, sums);
    for (const old of this.#parts.keys()) {
      if (this.#parts.size <= mostParts) break;
      this.#parts.delete(old);
    }
  }

  /** The day was settled, with these totals. */
  settle(start: EpochMs, totals: SeriesSums): void {
    this.settled.put(start, totals);
    this.counted.forget(start);
    for (const at of this.#parts.keys()) if (bucketStart(at, day) === start) this.#parts.delete(at);
  }

  /** Days before the instant are gone. */
  drop(before: EpochMs): void {
    this.settled.drop(before);
    for (const at of this.#parts.keys()) if (at < before) this.#parts.delete(at);
  }
}

/** The window as whole minutes, with the same starts of minutes in it. */
function minutesOf({ from, to }: Interval): Interval {
  return { from: Math.ceil(from / minute) * minute, to: Math.ceil(to / minute) * minute };
}
