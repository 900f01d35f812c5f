import type { CalendarSpec } from './calendar.ts';
import type { Document } from './document.ts';
import { knownHolidays } from './holidays.ts';
import type { Problem } from './kind.ts';

/** A calendar of a country whose holidays nobody here knows would be silently empty. */
export function relateCalendar(document: Document<CalendarSpec>): Problem[] {
  const { holidays } = document.spec;
  if (!('country' in holidays)) return [];
  const [country = '', state] = holidays.country.split('-');
  const countries = knownHolidays();
  const path = ['spec', 'holidays', 'country'];
  const problem = (message: string): Problem[] => [{ code: 'bad_value', severity: 'error', message, path }];
  if (!countries.includes(country)) return problem(`the holidays of ${country} are not known; list them as dates`);
  if (state === undefined) return [];
  const states = knownHolidays(country);
  if (states.includes(holidays.country)) return [];
  return problem(`expected ${[country, ...states].join(', ')}, found "${holidays.country}"`);
}
