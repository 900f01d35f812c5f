import { type EpochMs, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';

/** The last hours of a process step as they stand, and since when they read differently from the time before. */
export interface RecentMinutes {
  series: MinuteSeries;
  /** Complete up to here; null when nothing ever was. */
  completeUntil: EpochMs | null;
  /** Earliest minute that was there before and has changed since `settle`; null when none has. */
  revisedFrom: EpochMs | null;
}

/**
 * Lays `fetched` over `known` and cuts what lies before `keepFrom`. Where the two overlap the fetched ones hold, and the
 * earliest difference is remembered. Minutes that neither holds are NaN. Pure.
 */
export function merge(
  known: RecentMinutes | null,
  fetched: MinuteSeries,
  keepFrom: EpochMs,
): Omit<RecentMinutes, 'completeUntil'> {
  const end = fetched.from + fetched.counts.length * minute;
  const from = Math.min(fetched.from, Math.max(keepFrom, known?.series.from ?? fetched.from));
  const counts = new Float64Array(Math.max(0, (end - from) / minute)).fill(Number.NaN);
  let revisedFrom = known?.revisedFrom ?? null;
  if (known) copy(known.series, from, counts);
  for (let i = 0; i < fetched.counts.length; i++) {
    const at = fetched.from + i * minute;
    const to = (at - from) / minute;
    if (known && wasThere(known.series, at) && !Object.is(counts[to], fetched.counts[i])) {
      revisedFrom = Math.min(revisedFrom ?? at, at);
    }
    counts[to] = fetched.counts[i]!;
  }
  return { series: { from, counts }, revisedFrom };
}

function wasThere(series: MinuteSeries, at: EpochMs): boolean {
  return at >= series.from && at < series.from + series.counts.length * minute;
}

function copy(source: MinuteSeries, from: EpochMs, into: Float64Array): void {
  const shift = (from - source.from) / minute;
  for (let i = Math.max(0, -shift); i < into.length && i + shift < source.counts.length; i++)
    into[i] = source.counts[i + shift]!;
}
