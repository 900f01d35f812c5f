import { type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import { instantOfLocal, localDay, minutesPerDay, positiveModulo, zoneOf } from '../../maths/zoned-time.ts';

/** A week of ISO 8601 on the wall clock of a zone: from midnight of its Monday to midnight of the next. */
export interface IsoWeek extends Interval {
  /** `2026-W47`. */
  name: string;
  zone: string;
  /** Days since 1970-01-01 of its Monday. */
  monday: number;
}

/** Monday of the week that holds a day; both in days since 1970-01-01, which was a Thursday. */
export const mondayOf = (day: number): number => day - positiveModulo(day + 3, 7);

/** The week that an instant lies in. RangeError on an unknown zone. */
export function weekAt(at: EpochMs, zone: string): IsoWeek {
  return weekOf(mondayOf(localDay(zoneOf(zone).localMinute(at))), zone);
}

/** The week of a name such as `2026-W47`; null for one that its year does not have (53 only where the year has so many). */
export function weekNamed(name: string, zone: string): IsoWeek | null {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(name) ?? [];
  if (year === undefined || number === undefined || Number(year) < 1) return null;
  // 4 January lies in the first week of its year
  const fourth = new Date(0).setUTCFullYear(Number(year), 0, 4) / dayMs;
  const week = weekOf(mondayOf(fourth) + 7 * (Number(number) - 1), zone);
  return week.name === name ? week : null;
}

/** The week so many weeks later; earlier with a negative number. */
export const weekLater = ({ monday, zone }: IsoWeek, weeks: number): IsoWeek => weekOf(monday + 7 * weeks, zone);

const dayMs = minutesPerDay * minute;

function weekOf(monday: number, zone: string): IsoWeek {
  // the year of a week is that of its Thursday
  const thursday = new Date((monday + 3) * dayMs);
  const year = thursday.getUTCFullYear();
  const first = new Date(0).setUTCFullYear(year, 0, 1) / dayMs;
  const number = Math.floor((monday + 3 - first) / 7) + 1;
  return {
    name: `${String(year).padStart(4, '0')}-W${String(number).padStart(2, '0')}`,
    ...{ zone, monday },
    from: instantOfLocal(zone, monday * minutesPerDay),
    to: instantOfLocal(zone, (monday + 7) * minutesPerDay),
  };
}
