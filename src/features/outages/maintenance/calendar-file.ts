import ICAL from 'ical.js';
import { day, type EpochMs } from '../../../maths/instants.ts';
import { type Catalog, displayName } from '../../catalog/catalog.ts';
import { subjectIn } from '../ledger-scope.ts';
import { maintenancesOf, subjectsOf, windowsOf } from './windows.ts';

/** So far back and ahead windows stand in the calendar. */
const [backDays, aheadDays] = [31, 366];

/**
 * The windows of maintenance as a calendar (RFC 5545). Each window is an event of its own in UTC, so that no programme has to know
 * the clock changes of a zone; its UID is made of the Maintenance and its begin, and stays.
 */
export function calendarFile(catalog: Catalog, now: EpochMs): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('prodid', '-//Waga//Maintenance//EN');
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('x-wr-calname', 'Maintenance');
  for (const document of maintenancesOf(catalog)) {
    const { spec } = document;
    const subjects = subjectsOf(catalog, spec).map((subject) => subjectIn(catalog, subject).displayName);
    const said = [spec.vendor && `Vendor: ${spec.vendor}`, `Stands still: ${subjects.join(', ')}`, spec.banner];
    for (const { from, to } of windowsOf(document, { from: now - backDays * day, to: now + aheadDays * day })) {
      const event = new ICAL.Component('vevent');
      event.updatePropertyWithValue('uid', `${document.metadata.name}-${from / 1_000}@waga`);
      event.updatePropertyWithValue('dtstamp', timeOf(catalog.appliedAt));
      event.updatePropertyWithValue('dtstart', timeOf(from));
      event.updatePropertyWithValue('dtend', timeOf(to));
      event.updatePropertyWithValue('summary', displayName(document));
      event.updatePropertyWithValue('description', said.filter((one) => one !== undefined).join('\n'));
      event.updatePropertyWithValue('transp', 'TRANSPARENT');
      calendar.addSubcomponent(event);
    }
  }
  return `${calendar.toString()}\r\n`;
}

const timeOf = (at: EpochMs): ICAL.Time => ICAL.Time.fromJSDate(new Date(at - (at % 1_000)), true);
