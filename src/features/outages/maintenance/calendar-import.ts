import ICAL from 'ical.js';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, type Interval, minute, second, toRfc3339 } from '../../../maths/instants.ts';
import { instantOfLocal, zoneOf } from '../../../maths/zoned-time.ts';

/** An event of a calendar as it falls in a period, in whole seconds. */
export interface CalendarEvent extends Interval {
  /** UID of the event and its begin: the same again in the next file. */
  id: string;
  summary: string;
}

/** What was left out of a calendar, and why. */
export interface LeftOutEvent {
  summary: string;
  why: string;
}

/** A rule may come so often at most; more is no maintenance. */
const mostRepeats = 20_000;

/**
 * The events of a calendar (RFC 5545) that last at some time of a period, their rules expanded, cancelled ones apart. Times are those of
 * their zone, as this machine knows it or as the file describes it; times without a zone are of `timeZone`, where one is given.
 * Throws ProductError `bad_input` for what is no calendar.
 */
export function calendarEvents(
  text: string,
  period: Interval,
  timeZone: string | null,
): { events: CalendarEvent[]; leftOut: LeftOutEvent[] } {
  const roots = parsed(text);
  const events: CalendarEvent[] = [];
  const leftOut: LeftOutEvent[] = [];
  for (const root of roots) {
    const zones = new Map(
      root.getAllSubcomponents('vtimezone').map((one) => [one.getFirstPropertyValue('tzid'), new ICAL.Timezone(one)]),
    );
    const all = root.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one, { strictExceptions: true }));
    const exceptions = all.filter((one) => one.isRecurrenceException());
    for (const event of all) {
      if (event.isRecurrenceException()) continue;
      for (const one of exceptions) if (one.uid === event.uid) event.relateException(one);
      try {
        events.push(...timesOf(event, period, (time, zone) => instantOf(time, zone ?? timeZone, zones)));
      } catch (error) {
        if (!(error instanceof ProductError)) throw error;
        leftOut.push({ summary: event.summary ?? '', why: error.message });
      }
    }
  }
  return { events: events.sort((a, b) => a.from - b.from), leftOut };
}

function parsed(text: string): ICAL.Component[] {
  try {
    const jcal = ICAL.parse(text) as unknown[];
    const all = (typeof jcal[0] === 'string' ? [jcal] : jcal) as unknown[][];
    const roots = all.map((one) => new ICAL.Component(one as never)).filter(({ name }) => name === 'vcalendar');
    if (roots.length > 0) return roots;
  } catch (cause) {
    throw new ProductError('bad_input', `expected a calendar (iCalendar): ${(cause as Error).message}`, {}, cause);
  }
  throw new ProductError('bad_input', 'expected a calendar (iCalendar), found none');
}

const isCancelled = (event: ICAL.Event): boolean =>
  String(event.component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';

/** The zone that a property names; null where it names none. */
const zoneIn = ({ component }: ICAL.Event, ...properties: string[]): string | null =>
  properties.map((name) => component.getFirstProperty(name)?.getFirstParameter('tzid')).find((zone) => zone) ?? null;

type Instant = (time: ICAL.Time, zone: string | null) => EpochMs;

function timesOf(event: ICAL.Event, period: Interval, instant: Instant): CalendarEvent[] {
  if (event.startDate === null || event.startDate === undefined) throw new ProductError('bad_input', 'has no begin');
  if (isCancelled(event)) return [];
  const found: CalendarEvent[] = [];
  const add = (item: ICAL.Event, start: ICAL.Time, end: ICAL.Time, recurrence: ICAL.Time): void => {
    const from = instant(start, zoneIn(item, 'dtstart'));
    const to = instant(end, zoneIn(item, 'dtend', 'dtstart'));
    if (isCancelled(item) || from >= to || from >= period.to || to <= period.from) return;
    found.push({
      id: `${event.uid} ${toRfc3339(instant(recurrence, zoneIn(event, 'dtstart')))}`,
      summary: item.summary ?? '',
      from,
      to,
    });
  };
  if (!event.isRecurring()) {
    add(event, event.startDate, event.endDate, event.startDate);
    return found;
  }
  const iterator = event.iterator();
  for (let nth = 0, next = iterator.next(); next; nth++, next = iterator.next()) {
    // an exception may lie earlier than what it stands for
    if (instant(next, zoneIn(event, 'dtstart')) >= period.to + longest) break;
    if (nth === mostRepeats) throw new ProductError('bad_input', `comes more than ${mostRepeats} times`);
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    add(item, startDate, endDate, next);
  }
  return found;
}

const longest = 31 * 1_440 * minute;

/** The instant of a time of the calendar. A day begins at midnight. Throws ProductError `bad_input` where nobody says its zone. */
function instantOf(time: ICAL.Time, zone: string | null, zones: ReadonlyMap<unknown, ICAL.Timezone>): EpochMs {
  const { year, month, day, hour, minute: minutes, second: seconds } = time;
  const local = Date.UTC(year, month - 1, day, hour, minutes, seconds);
  if (time.zone === ICAL.Timezone.utcTimezone) return local;
  if (zone === null) throw new ProductError('bad_input', 'says no zone: give --time-zone, such as Europe/Warsaw');
  if (isKnown(zone)) return instantOfLocal(zone, local / minute);
  const described = zones.get(zone);
  if (described === undefined) throw new ProductError('bad_input', `is in the zone ${zone}, which nobody describes`);
  const there = time.clone();
  there.zone = described;
  return there.toUnixTime() * second;
}

function isKnown(zone: string): boolean {
  try {
    return zoneOf(zone) !== undefined;
  } catch {
    return false;
  }
}
