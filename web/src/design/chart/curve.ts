import type { EpochMs, Interval } from '../../../../src/maths/instants.ts';
import { minute } from '../../../../src/maths/instants.ts';
import { countText, estimatedCountText, plural, shareText } from '../format/numbers.ts';
import { durationText } from '../format/times.ts';

/** Something that happened at an instant and may explain the curve: a deployment or another change. */
export interface ChartMark {
  at: EpochMs;
  name: string;
}

/** What a chart draws: parallel arrays, one entry a step from `from`; null is unknown. */
export interface Curve {
  from: EpochMs;
  stepMinutes: number;
  actual: readonly (number | null)[];
  expected: readonly (number | null)[];
  low: readonly (number | null)[];
  high: readonly (number | null)[];
  /** Coverage of the band, e.g. 0.9. */
  level: number;
  /** The proven drops; only inside them is what is missing a loss, and red. */
  losses: readonly Interval[];
  /** Start of the drop that lasts, if one does. */
  onset: EpochMs | null;
  /** Changes, oldest first: numbered lines in the chart, and a column of its table. */
  marks?: readonly ChartMark[];
  /** When something that it stands on was in alarm: a strip at the top of the chart. */
  alarms?: readonly Interval[];
}

export interface CurvePoint {
  from: EpochMs;
  to: EpochMs;
  actual: number | null;
  expected: number | null;
  low: number | null;
  high: number | null;
  /** Expected less actual inside a proven drop, never below 0; null outside or where unknown. */
  missing: number | null;
  /** Names of the changes within the step. */
  marks: readonly string[];
  /** Whether something was in alarm during it. */
  alarm: boolean;
}

/** The curve step by step, for the chart and for its table alike. */
export function pointsOf(curve: Curve): CurvePoint[] {
  const step = curve.stepMinutes * minute;
  return curve.actual.map((actual, index) => {
    const from = curve.from + index * step;
    const to = from + step;
    const expected = curve.expected[index] ?? null;
    const isLoss = curve.losses.some((loss) => loss.from < to && loss.to > from);
    const missing = isLoss && actual !== null && expected !== null ? Math.max(0, expected - actual) : null;
    const marks = (curve.marks ?? []).filter(({ at }) => at >= from && at < to).map(({ name }) => name);
    const alarm = (curve.alarms ?? []).some((interval) => interval.from < to && interval.to > from);
    const [low, high] = [curve.low[index] ?? null, curve.high[index] ?? null];
    return { from, to, actual, expected, low, high, missing, marks, alarm };
  });
}

/** Neighbouring steps without a measurement, as [first, last] indexes. */
export function unknownRuns(actual: readonly (number | null)[]): [number, number][] {
  const runs: [number, number][] = [];
  actual.forEach((value, index) => {
    if (value !== null) return;
    const last = runs.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  });
  return runs;
}

/** The chart in one or two sentences, for those who do not see it. */
export function summaryOf(curve: Curve): string {
  const points = pointsOf(curve);
  const known = points.filter((point) => point.actual !== null);
  const span = durationText(points.length * curve.stepMinutes * minute);
  if (known.length === 0) return `Nothing was measured in these ${span}.`;
  const compared = known.filter((point) => point.expected !== null);
  const actual = sum(known.map((point) => point.actual));
  const sentences: string[] = [];
  if (compared.length === 0) sentences.push(`${countText(actual)} came in ${span}; what to expect is not known yet.`);
  else {
    const came = sum(compared.map((point) => point.actual));
    const expected = sum(compared.map((point) => point.expected));
    sentences.push(`${countText(came)} came of ${estimatedCountText(expected)} expected in ${span}.`);
  }
  const missing = sum(points.map((point) => point.missing));
  if (missing > 0) sentences.push(`${estimatedCountText(missing)} are missing in proven drops.`);
  if (known.length < points.length) {
    sentences.push(`${shareText((points.length - known.length) / points.length)} of the time is unknown.`);
  }
  const changes = points.reduce((total, point) => total + point.marks.length, 0);
  if (changes > 0) sentences.push(`${plural(changes, 'change falls', 'changes fall')} into it.`);
  return sentences.join(' ');
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
