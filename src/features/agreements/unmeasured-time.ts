import { bucketStart, type EpochMs, hour, type Interval } from '../../maths/instants.ts';

export interface MeasuredHours {
  /** The first hour that was ever measured: time before it is no gap. Null: nothing was. */
  first: EpochMs | null;
  /** Hours of which something is kept, in order; null stands for every hour of the period. */
  kept: ArrayLike<EpochMs> | null;
  /** Unmeasured time within those that are kept, in order. */
  gaps: readonly Interval[];
}

/** Time of the period that nobody measured, from the first hour that was ever measured on: disjoint, joined, in order. */
export function unmeasuredTime(hours: MeasuredHours, period: Interval): Interval[] {
  if (hours.first === null) return [];
  const window = { from: Math.max(period.from, hours.first), to: period.to };
  const gaps: Interval[] = [];
  const add = (gap: Interval): void => {
    const from = Math.max(gap.from, window.from);
    const to = Math.min(gap.to, window.to);
    if (to <= from) return;
    const last = gaps.at(-1);
    if (last !== undefined && last.to >= from) last.to = Math.max(last.to, to);
    else gaps.push({ from, to });
  };
  const missing = hours.kept === null ? [] : missingHours(hours.kept, window);
  const all = missing.length === 0 ? hours.gaps : [...missing, ...hours.gaps].sort((a, b) => a.from - b.from);
  for (const gap of all) add(gap);
  return gaps;
}

function missingHours(kept: ArrayLike<EpochMs>, { from, to }: Interval): Interval[] {
  const missing: Interval[] = [];
  let next = bucketStart(from, hour);
  for (let i = 0; i < kept.length; i++) {
    if (kept[i]! < next) continue;
    if (kept[i]! > next) missing.push({ from: next, to: kept[i]! });
    next = kept[i]! + hour;
  }
  if (next < to) missing.push({ from: next, to });
  return missing;
}
