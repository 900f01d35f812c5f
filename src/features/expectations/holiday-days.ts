import Holidays from 'date-holidays';
import { dayOfDate } from '../../maths/zoned-time.ts';
import type { CalendarSpec } from '../catalog/calendar.ts';

const byCountryYear = new Map<string, ReadonlyMap<number, string>>();

/**
 * Holidays of a Calendar in the years given, by wall-clock day number: its own dates, or the public holidays of its
 * country. Source of the latter: the data of date-holidays (CC BY, see NOTICE). Empty for a country it does not know.
 */
export function holidayDays(spec: CalendarSpec, firstYear: number, lastYear: number): ReadonlyMap<number, string> {
  const days = new Map<number, string>();
  if ('dates' in spec.holidays) {
    for (const { date, name } of spec.holidays.dates) {
      const day = dayOfDate(date);
      if (day !== null) days.set(day, name ?? 'holiday');
    }
    return days;
  }
  for (let year = firstYear; year <= lastYear; year++) {
    for (const [day, name] of publicHolidays(spec.holidays.country, year)) days.set(day, name);
  }
  return days;
}

function publicHolidays(country: string, year: number): ReadonlyMap<number, string> {
  const key = `${country} ${year}`;
  let days = byCountryYear.get(key);
  if (!days) {
    const [land = country, state] = country.split('-');
    const found = (state ? new Holidays(land, state) : new Holidays(land)).getHolidays(year) ?? [];
    days = new Map(
      found.filter(({ type }) => type === 'public').map(({ date, name }) => [dayOfDate(date.slice(0, 10)) ?? 0, name]),
    );
    byCountryYear.set(key, days);
  }
  return days;
}
