import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import { type AskedSums, SeriesSums } from './series-sums.ts';

/** So many days that are not settled are kept in memory at most: today, yesterday, and what came late or is imported. */
const mostDays = 8;
/** So many hours of them minute by minute: those that are being written. */
const mostHours = 3;

interface CountedDay {
  hours: Map<EpochMs, SeriesSums>;
}

/**
 * Counts of days that are not settled, by the hour, and of the hours that are being written by the minute: 192 bytes for a
 * series and day, 480 for a series and hour. A day of which not everything is known is not here at all.
 */
export class CountedDays {
  /** In the order in which they were written last. */
  readonly #days = new Map<EpochMs, CountedDay>();
  readonly #minutes = new Map<EpochMs, SeriesSums[]>();

  has(start: EpochMs): boolean {
    return this.#days.has(start);
  }

  /** Begins a day of which every row will be told. */
  begin(start: EpochMs): void {
    this.forget(start);
    this.#days.set(start, { hours: new Map() });
    for (const old of this.#days.keys()) {
      if (this.#days.size <= mostDays) break;
      this.forget(old);
    }
  }

  forget(start: EpochMs): void {
    this.#days.delete(start);
    for (const at of this.#minutes.keys()) if (bucketStart(at, day) === start) this.#minutes.delete(at);
  }

  /** What a series counted in an hour before the start: nothing is known of its minutes. */
  addHour(at: EpochMs, series: number, n: number): void {
    const own = this.#days.get(bucketStart(at, day));
    if (own && !sumsOf(own.hours, at).add(series, n)) this.forget(bucketStart(at, day));
  }

  /** Counts rows of a commit; those of days that are not kept are passed over. */
  addRows(series: Int32Array, at: Float64Array, n: Float64Array): void {
    let start = Number.NaN;
    let own: CountedDay | undefined;
    for (let row = 0; row < at.length; row++) {
      const instant = at[row]!;
      if (bucketStart(instant, day) !== start) {
        start = bucketStart(instant, day);
        own = this.#written(start);
      }
      if (!own) continue;
      // A row between two minutes cannot be told from those of its minute, and sums beyond 2^53 are not exact.
      if (instant % minute === 0 && this.#add(own, instant, series[row]!, n[row]!)) continue;
      this.forget(start);
      own = undefined;
    }
  }

  /** The day, moved to the end of the line of those that may be forgotten. */
  #written(start: EpochMs): CountedDay | undefined {
    const own = this.#days.get(start);
    if (own) {
      this.#days.delete(start);
      this.#days.set(start, own);
    }
    return own;
  }

  #add(own: CountedDay, at: EpochMs, series: number, n: number): boolean {
    const hourStart = bucketStart(at, hour);
    if (!own.hours.has(hourStart)) this.#beginMinutes(hourStart);
    const minutes = this.#minutes.get(hourStart);
    const exact = sumsOf(own.hours, hourStart).add(series, n);
    return minutes ? minutes[(at - hourStart) / minute]!.add(series, n) && exact : exact;
  }

  #beginMinutes(at: EpochMs): void {
    this.#minutes.set(
      at,
      Array.from({ length: 60 }, () => new SeriesSums()),
    );
    for (const old of this.#minutes.keys()) {
      if (this.#minutes.size <= mostHours) break;
      this.#minutes.delete(old);
    }
  }

  /**
   * Adds what the series counted in the part of the day that lies in the window, and returns the intervals of which the
   * minutes are not known here.
   */
  addTo(asked: AskedSums, start: EpochMs, { from, to }: Interval): Interval[] {
    const unknown: Interval[] = [];
    for (const [at, sums] of this.#days.get(start)!.hours) {
      const part = { from: Math.max(from, at), to: Math.min(to, at + hour) };
      if (part.from >= part.to) continue;
      const minutes = this.#minutes.get(at);
      if (part.from === at && part.to === at + hour) asked.add(sums);
      else if (!minutes) unknown.push(part);
      else for (let each = part.from; each < part.to; each += minute) asked.add(minutes[(each - at) / minute]!);
    }
    return unknown;
  }
}

function sumsOf(hours: Map<EpochMs, SeriesSums>, at: EpochMs): SeriesSums {
  let sums = hours.get(at);
  if (!sums) {
    sums = new SeriesSums();
    hours.set(at, sums);
  }
  return sums;
}
