import type { EpochMs } from '../../maths/instants.ts';
import { parseRatio } from '../../maths/ratios.ts';
import { localDay, positiveModulo, zoneOf } from '../../maths/zoned-time.ts';
import { type DayKind, type Thresholds, thresholdsOn } from '../catalog/thresholds.ts';
import type { BusinessCalendar } from '../expectations/business-calendar.ts';
import type { Rules, ThresholdFractions } from './rules.ts';

/** Kinds of day the instant is in: on the wall clock of the process, by its calendar and its campaigns. */
export function dayKindsAt(calendar: BusinessCalendar, timeZone: string, at: EpochMs): DayKind[] {
  const day = localDay(zoneOf(timeZone).localMinute(at));
  // 1970-01-01 was a Thursday; Monday 0
  const weekend = positiveModulo(day + 3, 7) >= 5;
  const kinds: DayKind[] = [weekend ? 'weekend' : 'workday'];
  if (calendar.holidays.has(day)) kinds.push('holiday');
  if (calendar.factors.some(({ from, to }) => at >= from && at < to)) kinds.push('campaign');
  return kinds;
}

/**
 * The thresholds of a process as a function of time: those of the kind of day at `at`, out of the set that was `valid` at `asOf`
 * (left out: always `thresholds`). Null when their texts are no shares.
 */
export function thresholdsAt(
  thresholds: Thresholds,
  calendar: BusinessCalendar,
  timeZone: string,
  valid?: (asOf: EpochMs) => Thresholds | null,
): Rules['thresholds'] | null {
  const usual = fractions(thresholdsOn(thresholds, []));
  if (!usual) return null;
  return (at, asOf = at) => {
    const set = valid?.(asOf) ?? thresholds;
    return fractions(thresholdsOn(set, dayKindsAt(calendar, timeZone, at))) ?? usual;
  };
}

function fractions(pair: { partial: string; total: string }): ThresholdFractions | null {
  const partial = parseRatio(pair.partial);
  const total = parseRatio(pair.total);
  return partial && total ? { partial, total } : null;
}
