import Holidays from 'date-holidays';
import { day } from '../../maths/instants.ts';
import type { CalendarSpec } from './calendar.ts';

/** A day by the wall clock of the calendar's time zone. */
export interface HolidayDate {
  /** `YYYY-MM-DD`. */
  date: string;
  name: string;
}

/**
 * The holidays of a calendar in the years `fromYear` to `toYear`, both included, by date; a holiday of several days comes once
 * a day. Of a country its public holidays, substitute days included, in its own language. Unknown countries have none.
 * Source of the rules: the package date-holidays (data CC-BY, see NOTICE).
 */
export function holidaysOf(calendar: CalendarSpec, fromYear: number, toYear: number): HolidayDate[] {
  const days =
    'dates' in calendar.holidays ? calendar.holidays.dates : ofCountry(calendar.holidays.country, fromYear, toYear);
  return days
    .map(({ date, name }) => ({ date, name: name ?? 'holiday' }))
    .filter(({ date }) => Number(date.slice(0, 4)) >= fromYear && Number(date.slice(0, 4)) <= toYear)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function ofCountry(country: string, fromYear: number, toYear: number): HolidayDate[] {
  const rules = new Holidays(country, { types: ['public'] });
  // One year earlier too: a holiday of several days may reach over the new year.
  return Array.from({ length: toYear - fromYear + 2 }, (_, index) => fromYear - 1 + index).flatMap((year) =>
    (rules.getHolidays(year) ?? []).flatMap(({ date, start, end, name }) => {
      const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
      const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / day));
      return Array.from({ length }, (_, index) => ({
        date: new Date(first + index * day).toISOString().slice(0, 10),
        name,
      }));
    }),
  );
}

/** The countries and states whose holidays are known: `PL`, `DE`, `DE-BY` … of one country when it is given. */
export function knownHolidays(country?: string): string[] {
  const rules = new Holidays();
  if (country === undefined) return Object.keys(rules.getCountries());
  return Object.keys(rules.getStates(country) ?? {}).map((state) => `${country}-${state}`);
}
