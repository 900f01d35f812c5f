import { bucketStart, type Interval, minute } from '../../../maths/instants.ts';
import type { Measurements, SeriesRow } from '../../../stores/measurements/measurements.ts';
import { measuredMinutes, type Proofs } from '../measured.ts';
import { businessName, countedEnvironment } from '../series-names.ts';

/** A bucket that begins at the epoch and holds every instant there is: the window as one. */
export const wholeTime = 200_000 * 365 * 1_440 * minute;

/** The window widened to whole minutes. */
export function wholeMinutes({ from, to }: Interval): Interval {
  const start = bucketStart(from, minute);
  return { from: start, to: Math.max(start, bucketStart(to + minute - 1, minute)) };
}

/** One flag per minute of the window: 1 where it is measured. */
export async function measured(measurements: Measurements, proofs: Proofs, window: Interval): Promise<Uint8Array> {
  const alive = await measurements.ask({ ask: 'alive', sources: [...proofs.every, ...proofs.any], ...window });
  return measuredMinutes(proofs, alive, window);
}

/** 0 for each measured minute, NaN for each other. */
export function emptyMinutes(flags: Uint8Array): Float64Array {
  const minutes = new Float64Array(flags.length);
  for (let index = 0; index < flags.length; index++) if (flags[index] !== 1) minutes[index] = Number.NaN;
  return minutes;
}

/** The series of the events of a step that count: environment production. */
export async function eventSeries(
  measurements: Measurements,
  { process, step }: { process: string; step: string },
  kind: 'counts' | 'money',
): Promise<SeriesRow[]> {
  const rows = await measurements.ask({ ask: 'series', name: businessName(process, step), kind });
  return rows.filter(({ labels }) => labels.environment === countedEnvironment);
}

/** Sums of series per minute: 0 where measured without rows, NaN where not measured. */
export async function sums(
  measurements: Measurements,
  series: readonly SeriesRow[],
  flags: Uint8Array,
  window: Interval,
): Promise<Float64Array> {
  const minutes = emptyMinutes(flags);
  if (series.length === 0) return minutes;
  const ids = series.map(({ id }) => id);
  const { at, n } = await measurements.ask({ ask: 'counts', series: ids, step: minute, ...window });
  for (let row = 0; row < at.length; row++) minutes[(at[row]! - window.from) / minute]! += n[row]!;
  return minutes;
}

/** The sum of series over the window. */
export async function total(
  measurements: Measurements,
  series: readonly SeriesRow[],
  window: Interval,
): Promise<number> {
  if (series.length === 0) return 0;
  const ids = series.map(({ id }) => id);
  const { n } = await measurements.ask({ ask: 'counts', series: ids, step: minute, ...window });
  return n.reduce((sum, one) => sum + one, 0);
}

/** Distinct users who passed a step in the window, with any outcome unless one is given. */
export async function users(
  measurements: Measurements,
  { process, step, outcome }: { process: string; step: string; outcome?: string },
  window: Interval,
): Promise<number> {
  const only = outcome === undefined ? {} : { outcome };
  const question = { ask: 'people', process, steps: [step], step: wholeTime, ...only, ...window } as const;
  return (await measurements.ask(question)).reduce((sum, row) => sum + row.users, 0);
}
