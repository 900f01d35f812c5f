import { type EpochMs, minute } from '../../maths/instants.ts';
import { localDay, minutesPerDay, minutesPerWeek, type Zone } from '../../maths/zoned-time.ts';
import { type BusinessCalendar, factorMinutes } from './business-calendar.ts';
import { type Cycle, cycleMinute, shapeAt } from './profile.ts';
import type { Shape } from './weekly-shape.ts';

/**
 * What each minute of the history would have been expected to bring, had its own week not been learned from: the fair
 * yardstick for measuring how far the truth strays. Holidays at the Sunday shape times `holidayFactor`.
 */
export function leftOutBase(
  shape: Shape,
  cycle: Cycle,
  zone: Zone,
  calendar: BusinessCalendar,
  holidayFactor: number,
  from: EpochMs,
  n: number,
): Float64Array {
  const length = cycle === 'week' ? minutesPerWeek : minutesPerDay;
  const shift = cycle === 'week' ? 3 * minutesPerDay : 0;
  const first = Math.floor((zone.localMinute(from) + shift) / length);
  const out = factorMinutes(calendar, from, n);
  for (let i = 0; i < n; i++) {
    const local = zone.localMinute(from + i * minute);
    const holiday = calendar.holidays.size > 0 && calendar.holidays.has(localDay(local));
    const without = shape.without[Math.floor((local + shift) / length) - first] ?? shape.mean;
    out[i] = out[i]! * shapeAt(without, cycleMinute(cycle, local, holiday)) * (holiday ? holidayFactor : 1);
  }
  return out;
}
