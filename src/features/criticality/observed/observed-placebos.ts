import { conformalQuantile } from '../../../maths/conformal.ts';
import { normalQuantile } from '../../../maths/distributions.ts';
import { minutesPerDay } from '../../../maths/zoned-time.ts';
import type { PlaceboHistory } from '../../expectations/calibrate.ts';
import { intervalLevel } from '../../expectations/forecast.ts';
import type { IncidentMinutes } from './observed-minutes.ts';
import { type IncidentSums, incidentSums, lags } from './observed-sums.ts';

/** With fewer quiet days to compare with, nothing can stand out at one in twenty. */
const leastDays = 19;
/** Of the outages so much must have a quiet counterpart on another day for the day to count. */
const leastShare = 0.5;
/** Placebos weigh against the model as if it had been confirmed this many times. */
const priorWindows = 15;
const leastFactor = 0.7;

/** The share lost at the lag at which most was lost: 0 wins where nothing is to choose. */
export function chooseLag(incidents: readonly (readonly IncidentSums[])[]): { lag: number; share: number } {
  let best = { lag: 0, share: Number.NEGATIVE_INFINITY };
  for (const lag of lags) {
    let [actual, expected] = [0, 0];
    for (const sums of incidents) {
      actual += sums[lag]!.actual;
      expected += sums[lag]!.expected;
    }
    const share = 1 - actual / expected;
    if (share > best.share + 1e-9) best = { lag, share };
  }
  return best;
}

export interface Placebos {
  /** Share of the quiet days that lost as much, the day itself counted in; null with too few. */
  p: number | null;
  /** Measured over modelled spread of what came in quiet minutes. */
  factor: number;
  days: number;
}

/**
 * The same minutes of the day, all outages moved together by 1, 2, 3 … whole days (round the end of the history), where nothing was
 * out and everything measured: how often did as large a share seem lost there, at the lag that suits best there too? `factor` is
 * the 90 % quantile of the surprise in such windows over that of a normal, drawn towards 1 where windows are few.
 */
export function comparePlacebos(
  history: PlaceboHistory,
  incidents: readonly IncidentMinutes[],
  anyOut: Uint8Array,
  share: number,
): Placebos {
  const days = Math.floor(history.counts.length / minutesPerDay);
  const wrap = days * minutesPerDay;
  const surprises: number[] = [];
  let [quiet, asMuch] = [0, 0];
  for (let shift = 1; shift < days; shift++) {
    const found: IncidentSums[][] = [];
    for (const incident of incidents) {
      const moved = (incident.from + shift * minutesPerDay) % wrap;
      if (!isQuiet(history, incident, moved, anyOut)) continue;
      const sums = incidentSums(history, incident, moved - incident.from);
      if (sums === null) continue;
      found.push(sums);
      const { actual, expected, variance } = sums[0]!;
      surprises.push(Math.abs(actual - expected) / Math.sqrt(history.dispersion * expected + variance));
    }
    if (found.length === 0 || found.length < leastShare * incidents.length) continue;
    quiet++;
    if (chooseLag(found).share >= share) asMuch++;
  }
  return { p: quiet < leastDays ? null : (1 + asMuch) / (1 + quiet), factor: factorOf(surprises), days: quiet };
}

function isQuiet(
  { ordinary }: PlaceboHistory,
  { counted }: IncidentMinutes,
  from: number,
  anyOut: Uint8Array,
): boolean {
  for (let i = 0; i < counted.length + lags.at(-1)!; i++) {
    if (ordinary[from + i] !== 1 || anyOut[from + i] === 1) return false;
  }
  return true;
}

function factorOf(surprises: readonly number[]): number {
  if (surprises.length < 10) return 1.25;
  const measured =
    conformalQuantile(Float64Array.from(surprises).sort(), intervalLevel) / normalQuantile((1 + intervalLevel) / 2);
  const weight = surprises.length / (surprises.length + priorWindows);
  return Math.max(leastFactor, weight * measured + (1 - weight) * Math.max(1, measured));
}
