import type { Drop, ImpactCurve } from '../../../src/features/impact/contract.ts';
import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../src/maths/instants.ts';
import type { Curve } from '../design/chart/curve.ts';

export const curveRanges = [
  { id: '1h', name: '1 h', length: hour, stepMinutes: 1 },
  { id: '4h', name: '4 h', length: 4 * hour, stepMinutes: 5 },
  { id: '24h', name: '24 h', length: day, stepMinutes: 15 },
  { id: '7d', name: '7 d', length: 7 * day, stepMinutes: 60 },
] as const;
export type CurveRange = (typeof curveRanges)[number];

/** The range that ends with the last whole minute. */
export function rangeUntil(asOf: EpochMs, range: { length: number }): Interval {
  const to = bucketStart(asOf, minute);
  return { from: to - range.length, to };
}

/** The chart of a process: its curve with the drops that fall into it. A drop that lasts reaches to the end. */
export function processCurve(curve: ImpactCurve, drops: readonly Drop[], lasting: Drop | null): Curve {
  const from = Date.parse(curve.from);
  const end = from + curve.actual.length * curve.stepMinutes * minute;
  const known = new Map(drops.filter(({ process }) => process === curve.process).map((drop) => [drop.id, drop]));
  if (lasting) known.set(lasting.id, lasting);
  const losses = [...known.values()]
    .map((drop) => ({ from: Date.parse(drop.onset), to: drop.endedAt === null ? end : Date.parse(drop.endedAt) }))
    .filter((loss) => loss.from < end && loss.to > from);
  return {
    from,
    stepMinutes: curve.stepMinutes,
    actual: curve.actual,
    expected: curve.expected,
    low: curve.low,
    high: curve.high,
    level: curve.level,
    losses,
    onset: lasting ? Date.parse(lasting.onset) : null,
  };
}
