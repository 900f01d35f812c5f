import ICAL from 'ical.js';
import { type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import { instantOfLocal } from '../../maths/zoned-time.ts';
import type { CalendarShift, CalendarShifts, UnknownShift } from './calendar-layer.ts';
import { personIn } from './calendar-people.ts';

/** A rule that goes on for longer than anybody reads; its later times are left out. */
const mostTimes = 20_000;

/**
 * The shifts of a calendar (RFC 5545) that lie in a period at least in part, oldest first. Recurrences keep their hour on the wall
 * clock of their zone through the change of clocks, ends as well as beginnings: a week from Monday at nine ends on Monday at nine. Times
 * without a zone, and whole days, are on the clocks of `zone`. Cancelled events are left out. Throws Error for what is no calendar.
 */
export function calendarShifts(
  text: string,
  zone: string,
  people: Readonly<Record<string, string>>,
  period: Interval,
): CalendarShifts {
  const shifts: CalendarShift[] = [];
  const unknown: UnknownShift[] = [];
  for (const event of eventsIn(text)) {
    for (const { from, to, item } of timesOf(event, zone, period)) {
      const found = personIn(item.summary ?? '', item.attendees.map(attendeeOf), people);
      if ('person' in found) shifts.push({ from, to, person: found.person });
      else unknown.push({ from, to, who: found.who });
    }
  }
  const byTime = (a: Interval, b: Interval): number => a.from - b.from || a.to - b.to;
  return { shifts: shifts.toSorted(byTime), unknown: unknown.toSorted(byTime) };
}

/** Throws Error where the text is no calendar: what is kept then is the copy before. */
export function checkCalendar(text: string): void {
  eventsIn(text);
}

function eventsIn(text: string): ICAL.Event[] {
  const [name, ...rest] = ICAL.parse(text) as [string, unknown, unknown];
  if (name !== 'vcalendar') throw new Error('no VCALENDAR');
  const found = new ICAL.Component([name, ...rest] as never).getAllSubcomponents('vevent');
  const isChange = (one: ICAL.Component): boolean => one.hasProperty('recurrence-id');
  const uidOf = (one: ICAL.Component): string => String(one.getFirstPropertyValue('uid') ?? '');
  const changes = Map.groupBy(found.filter(isChange), uidOf);
  const series = found.filter((one) => !isChange(one));
  const known = new Set(series.map(uidOf));
  // a calendar may hold the changed time of a series and not the series
  const alone = found.filter((one) => isChange(one) && !known.has(uidOf(one)));
  return [...series, ...alone].map((one) => {
    const exceptions = isChange(one) ? [] : (changes.get(uidOf(one)) ?? []);
    return new ICAL.Event(one, { strictExceptions: true, exceptions });
  });
}

interface Time extends Interval {
  item: ICAL.Event;
}

function timesOf(event: ICAL.Event, zone: string, period: Interval): Time[] {
  if (!event.isRecurring()) return inPeriod(event, event.startDate, zone, period);
  const found: Time[] = [];
  const times = event.iterator();
  let place = Number.NEGATIVE_INFINITY;
  for (let nth = 0; nth < mostTimes; nth++) {
    const next = times.next();
    if (!next) break;
    const { startDate, item } = event.getOccurrenceDetails(next);
    found.push(...inPeriod(item, startDate, zone, period));
    // a changed time may lie before its place in the series, so the place decides when to stop
    place = instantOf(next, clockOf(event, 'dtstart', zone));
    if (place >= period.to) break;
  }
  // and what was moved into the period from a later place
  for (const changed of Object.values(event.exceptions)) {
    if (instantOf(changed.recurrenceId, clockOf(changed, 'recurrence-id', zone)) > place)
      found.push(...inPeriod(changed, changed.startDate, zone, period));
  }
  return found;
}

function inPeriod(item: ICAL.Event, start: ICAL.Time, zone: string, period: Interval): Time[] {
  if (String(item.component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED') return [];
  const clock = clockOf(item, 'dtstart', zone);
  const from = instantOf(start, clock);
  const hasOwnEnd = item.component.hasProperty('dtend') && clockOf(item, 'dtend', zone).name !== clock.name;
  const to = hasOwnEnd
    ? from + instantOf(item.endDate, clockOf(item, 'dtend', zone)) - instantOf(item.startDate, clock)
    : instantOf(start, clock, wallMinutes(item.endDate) - wallMinutes(item.startDate));
  return to > from && from < period.to && to > period.from ? [{ from, to, item }] : [];
}

/** The minute on the clocks that an event is written in. */
const wallMinutes = ({ year, month, day, hour, minute: minutes }: ICAL.Time): number =>
  Date.UTC(year, month - 1, day, hour, minutes) / minute;

/** The clocks that a time of an event is on: those it names, else those of the rotation. */
interface Clock {
  name: string | null;
  zone: string;
}

function clockOf({ component }: ICAL.Event, property: string, zone: string): Clock {
  const name = component.getFirstProperty(property)?.getParameter('tzid');
  return { name: typeof name === 'string' ? name : null, zone };
}

/** The instant so many minutes later on these clocks. A name that nobody knows is read by what the calendar says of it. */
function instantOf(time: ICAL.Time, { name, zone }: Clock, laterMinutes = 0): EpochMs {
  const wall = wallMinutes(time) + laterMinutes;
  const own = time.zone as ICAL.Timezone | null;
  if (own === ICAL.Timezone.utcTimezone) return wall * minute;
  if (name !== null && isZone(name)) return instantOfLocal(name, wall);
  if (time.isDate || own === null || own === ICAL.Timezone.localTimezone) return instantOfLocal(zone, wall);
  // a zone that the calendar itself describes
  const later = time.clone();
  later.adjust(0, 0, laterMinutes, 0);
  return later.toUnixTime() * 1_000;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function attendeeOf(property: ICAL.Property): { name: string; mail: string } {
  const name = property.getParameter('cn');
  const value = String(property.getFirstValue() ?? '');
  return { name: typeof name === 'string' ? name : '', mail: value.replace(/^mailto:/i, '') };
}
