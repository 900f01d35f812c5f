import { type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import { localDay, minuteOfWeek, minutesPerDay, zoneOf } from '../../../maths/zoned-time.ts';

/** Mondays to Fridays between two times of the wall clock, without the holidays of a Calendar. */
export interface BusinessHours {
  calendar: string;
  timeZone: string;
  /** Minutes of the day. */
  from: number;
  to: number;
  /** Wall-clock day numbers. */
  holidays: ReadonlySet<number>;
}

/** Nine to five, where no other times are named. */
export const usualTimes = { from: 9 * 60, to: 17 * 60 };

/** One flag per minute: 1 where it counts. All of them where there are no business hours. */
export function countedMinutes(hours: BusinessHours | null, from: EpochMs, minutes: number): Uint8Array {
  const flags = new Uint8Array(minutes).fill(1);
  if (hours === null) return flags;
  const zone = zoneOf(hours.timeZone);
  for (let index = 0; index < minutes; index++) {
    const local = zone.localMinute(from + index * minute);
    const ofWeek = minuteOfWeek(local);
    const ofDay = ofWeek % minutesPerDay;
    const open = ofWeek < 5 * minutesPerDay && ofDay >= hours.from && ofDay < hours.to;
    flags[index] = open && !hours.holidays.has(localDay(local)) ? 1 : 0;
  }
  return flags;
}

/** How many minutes of an interval count. */
export function countedIn(hours: BusinessHours | null, { from, to }: Interval): number {
  const minutes = Math.max(0, Math.round((to - from) / minute));
  if (hours === null) return minutes;
  const known = counted.get(hours);
  // a window that goes on from where it was counted last needs only what is new
  const begun = known?.from === from && known.to <= to ? known : { from, to: from, sum: 0 };
  const more = countedMinutes(hours, begun.to, Math.round((to - begun.to) / minute));
  const sum = more.reduce((all, one) => all + one, begun.sum);
  counted.set(hours, { from, to, sum });
  return sum;
}

/** What was counted last of each set of hours. */
const counted = new WeakMap<BusinessHours, Interval & { sum: number }>();
