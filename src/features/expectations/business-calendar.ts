import { type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import { localDay, type Zone } from '../../maths/zoned-time.ts';

/** A declared period (campaign) in which `factor` times the usual is expected. */
export interface Factor extends Interval {
  name: string;
  factor: number;
}

/** What is known beforehand about days and hours. Holidays by wall-clock day number (maths/zoned-time `dayOfDate`). */
export interface BusinessCalendar {
  factors: readonly Factor[];
  holidays: ReadonlyMap<number, string>;
}

export const plainCalendar: BusinessCalendar = { factors: [], holidays: new Map() };

/** Product of the campaign factors at each of `n` minutes from `from`; campaigns that overlap multiply. */
export function factorMinutes(calendar: BusinessCalendar, from: EpochMs, n: number): Float64Array {
  const out = new Float64Array(n).fill(1);
  for (const { from: start, to, factor } of calendar.factors) {
    const first = Math.max(0, Math.ceil((start - from) / minute));
    const last = Math.min(n, Math.ceil((to - from) / minute));
    for (let i = first; i < last; i++) out[i] = out[i]! * factor;
  }
  return out;
}

/** Name of the holiday on the wall-clock day that holds the instant; undefined on other days. */
export function holidayAt(calendar: BusinessCalendar, zone: Zone, at: EpochMs): string | undefined {
  return calendar.holidays.size === 0 ? undefined : calendar.holidays.get(localDay(zone.localMinute(at)));
}
