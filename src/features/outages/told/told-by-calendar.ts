import { ProductError } from '../../../errors.ts';
import type { Interval } from '../../../maths/instants.ts';
import { calendarEvents } from '../maintenance/calendar-import.ts';
import { cut, type Told } from './told.ts';

const mostWindows = 500;
/** A rule is walked from its first time on: so many in one calendar are no list of planned work. */
const mostRules = 100;
const tooFine = /^RRULE[^\r\n]*FREQ=(SECONDLY|MINUTELY|HOURLY)/im;

/**
 * The planned work of a calendar in a period, by time; each time that a rule comes is a window of its own. What names no zone is of
 * `timeZone`, and left out where that is null. Throws ProductError `bad_input` for what is no calendar, or none of planned work.
 */
export function toldByCalendar(text: string, period: Interval, timeZone: string | null): Told[] {
  const rules = text.match(/^RRULE/gim)?.length ?? 0;
  if (rules > mostRules || tooFine.test(text)) {
    throw new ProductError('bad_input', `has more than ${mostRules} rules, or one that comes more often than daily`);
  }
  const { events } = calendarEvents(text, period, timeZone);
  return events.slice(0, mostWindows).map(
    ({ id, summary, from, to }): Told => ({
      id: cut(id, 300),
      ...{ kind: 'maintenance', title: cut(summary, 300) || 'Planned work', status: 'planned', impact: null },
      ...{ from, to, url: null, components: [], updates: [], announcedAt: null, endedAt: null },
    }),
  );
}
