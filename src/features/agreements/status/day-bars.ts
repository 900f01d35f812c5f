import type { EpochMs, Interval } from '../../../maths/instants.ts';
import { instantOfLocal, localDay, minutesPerDay, zoneOf } from '../../../maths/zoned-time.ts';
import { type Grade, worstOf } from './grade.ts';
import type { StatusDay } from './status-model.ts';

/** A disturbance of one component, or planned work on it; null while it lasts. */
export interface Disturbance {
  from: EpochMs;
  to: EpochMs | null;
  grade: Grade;
  planned: boolean;
}

export const daysShown = 90;

/**
 * The last 90 days of a component on the wall clock of its zone, today the last. `firstMeasured` null: nothing was ever measured. A day
 * with an entry is known whatever was measured.
 */
export function dayBars(
  disturbances: readonly Disturbance[],
  { timeZone, firstMeasured, now }: { timeZone: string; firstMeasured: EpochMs | null; now: EpochMs },
): StatusDay[] {
  const today = localDay(zoneOf(timeZone).localMinute(now));
  const first = today - daysShown + 1;
  const starts = Array.from({ length: daysShown + 1 }, (_, i) => instantOfLocal(timeZone, (first + i) * minutesPerDay));
  return Array.from({ length: daysShown }, (_, i): StatusDay => {
    const window = { from: starts[i]!, to: Math.min(starts[i + 1]!, now) };
    const within = disturbances.flatMap((one) => {
      const part = { from: Math.max(one.from, window.from), to: Math.min(one.to ?? now, window.to) };
      return part.from < part.to ? [{ ...part, grade: one.grade, planned: one.planned }] : [];
    });
    const down = within.filter(({ planned, grade }) => !planned && grade !== 'none');
    const downSeconds = unionSeconds(down);
    const maintenanceSeconds = unionSeconds(within.filter(({ planned }) => planned));
    return {
      day: new Date((first + i) * minutesPerDay * 60_000).toISOString().slice(0, 10),
      from: window.from,
      worst: worstOf(down.map(({ grade }) => grade)),
      ...{ downSeconds, maintenanceSeconds },
      known: downSeconds + maintenanceSeconds > 0 || (firstMeasured !== null && firstMeasured < starts[i + 1]!),
    };
  });
}

/** Whole seconds of the union, what overlaps once. */
function unionSeconds(intervals: readonly Interval[]): number {
  let total = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return Math.floor(total / 1_000);
}
