import { type EpochMs, type Interval, minute } from '../../../../src/maths/instants.ts';
import { countText, plural, ratioText } from '../format/numbers.ts';
import { durationText } from '../format/times.ts';
import type { ChartMark } from './curve.ts';

/** Good of valid per step against an objective, as decimal text; null is unknown. */
export interface RatioCurve {
  from: EpochMs;
  stepMinutes: number;
  good: readonly (number | null)[];
  valid: readonly (number | null)[];
  objective: string;
  marks?: readonly ChartMark[];
  alarms?: readonly Interval[];
}

export interface RatioPoint {
  from: EpochMs;
  to: EpochMs;
  good: number | null;
  valid: number | null;
  /** Good ÷ valid in percent; null where unknown or without valid events. */
  percent: number | null;
  /** Whether good ÷ valid is below the objective; compared in integers. */
  missed: boolean;
  marks: readonly string[];
  alarm: boolean;
}

/** `0.995` as 995 of 1 000, both integers. */
export function fractionOf(text: string): { part: bigint; whole: bigint } {
  const [whole = '0', fraction = ''] = text.split('.');
  return { part: BigInt(`${whole}${fraction}`), whole: 10n ** BigInt(fraction.length) };
}

/** The curve step by step, for the chart and for its table alike. */
export function ratioPoints(curve: RatioCurve): RatioPoint[] {
  const step = curve.stepMinutes * minute;
  const objective = fractionOf(curve.objective);
  return curve.valid.map((valid, index) => {
    const good = curve.good[index] ?? null;
    const from = curve.from + index * step;
    const to = from + step;
    const isKnown = good !== null && valid !== null && valid > 0;
    return {
      from,
      to,
      good,
      valid,
      percent: isKnown ? (good / valid) * 100 : null,
      missed: isKnown && BigInt(good) * objective.whole < BigInt(valid) * objective.part,
      marks: (curve.marks ?? []).filter(({ at }) => at >= from && at < to).map(({ name }) => name),
      alarm: (curve.alarms ?? []).some((alarm) => alarm.from < to && alarm.to > from),
    };
  });
}

/** The chart in words, for those who do not see it. */
export function ratioSummary(curve: RatioCurve): string {
  const points = ratioPoints(curve);
  const span = durationText(points.length * curve.stepMinutes * minute);
  const known = points.filter(({ valid }) => valid !== null);
  if (known.length === 0) return `Nothing was measured in these ${span}.`;
  const good = known.reduce((sum, point) => sum + (point.good ?? 0), 0);
  const valid = known.reduce((sum, point) => sum + (point.valid ?? 0), 0);
  const missed = points.filter((point) => point.missed).length;
  const sentences = [
    `${countText(good)} good of ${countText(valid)} in ${span}; the objective is ${ratioText(curve.objective)}.`,
  ];
  sentences.push(missed === 0 ? 'No step is below it.' : `${plural(missed, 'step is', 'steps are')} below it.`);
  if (known.length < points.length)
    sentences.push(`${plural(points.length - known.length, 'step is', 'steps are')} unknown.`);
  return sentences.join(' ');
}

/** Where the axis begins, in percent: a round number below the lowest step and clear of the objective. */
export function axisFloor(points: readonly RatioPoint[], objective: string): number {
  const lowest = Math.min(Number(objective) * 100, ...points.map(({ percent }) => percent ?? 100));
  const room = Math.max(100 - lowest, 0.01);
  const steps = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
  return Math.max(0, 100 - (steps.find((step) => step >= room * 1.05) ?? 100));
}
