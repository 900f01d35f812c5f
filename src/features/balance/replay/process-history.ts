import { day, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { MinuteSeries } from '../../../maths/minute-series.ts';
import type { BusinessCalendar } from '../../expectations/business-calendar.ts';
import { type Learned, learnProfile } from '../../expectations/learn.ts';

/** What a server learns from: five comparable weeks, and three more to stand in for weeks that were spoilt. */
export const historyDays = 56;
/** What is judged again and again is not learned from yet; the same lag as that of the live job. */
const lagHours = 4;
/** What lasts as long as this is no longer left out: it may be what is usual now. */
const longestLeftOut = day / 2;

/** The minutes of one process step as far back as they are learned from, and what was learned of them last. */
export class ProcessHistory {
  series: MinuteSeries = { from: 0, counts: new Float64Array(0) };
  learned: Learned = { refusal: 'The history has not been read yet.' };

  /** Lays the next minutes behind those known, and forgets what is too old. They follow without a gap. */
  append(from: EpochMs, counts: Float64Array): void {
    const known = this.series.counts;
    const start = known.length === 0 ? from : this.series.from;
    const keepFrom = Math.max(start, from + counts.length * minute - (historyDays + 3) * day);
    const kept = known.subarray(Math.min(known.length, Math.round((keepFrom - start) / minute)));
    const next = new Float64Array(kept.length + counts.length);
    next.set(kept);
    next.set(counts, kept.length);
    this.series = { from: keepFrom, counts: next };
  }

  /** Learns as the server would have at `now`: from what lies before it alone, without the drops known by then. */
  learn(now: EpochMs, timeZone: string, calendar: BusinessCalendar, drops: readonly (Interval & { lasts: boolean })[]) {
    const to = Math.floor((now - lagHours * hour) / hour) * hour;
    const { from, counts } = this.series;
    const first = Math.max(0, Math.round((to - historyDays * day - from) / minute));
    const last = Math.max(first, Math.min(counts.length, Math.round((to - from) / minute)));
    const known = counts.subarray(first, last);
    const skip = known.findIndex((count) => !Number.isNaN(count));
    const history =
      skip < 0
        ? { from: to, counts: new Float64Array(0) }
        : { from: from + (first + skip) * minute, counts: known.subarray(skip) };
    const exclude = drops.filter((one) => !one.lasts || now - one.from <= longestLeftOut);
    this.learned = learnProfile(history, { timeZone, calendar, exclude });
  }

  /** The end of the last known minute at or before `at`; null when none is known. */
  completeUntil(at: EpochMs): EpochMs | null {
    const { from, counts } = this.series;
    for (let i = Math.min(counts.length, Math.round((at - from) / minute)) - 1; i >= 0; i--)
      if (!Number.isNaN(counts[i]!)) return from + (i + 1) * minute;
    return null;
  }

  /** Whether a minute of [from, to) is unknown. */
  hasGap(from: EpochMs, to: EpochMs): boolean {
    const { series } = this;
    const first = Math.max(0, Math.round((from - series.from) / minute));
    const last = Math.min(series.counts.length, Math.round((to - series.from) / minute));
    for (let i = first; i < last; i++) if (Number.isNaN(series.counts[i]!)) return true;
    return false;
  }
}
