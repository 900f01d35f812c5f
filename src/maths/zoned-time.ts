import { Temporal } from 'temporal-polyfill';
import { day, type EpochMs, minute } from './instants.ts';

/** A time zone with its offsets remembered between transitions, so that 50 000 minutes cost milliseconds. */
export interface Zone {
  readonly name: string;
  /** Minutes to add to UTC at the instant (may be fractional for zones before 1972). */
  offsetMinutes(at: EpochMs): number;
  /** Minutes since 1970-01-01T00:00 on the wall clock. Goes back an hour in autumn and leaps one in spring. */
  localMinute(at: EpochMs): number;
}

interface Segment {
  from: EpochMs;
  to: EpochMs;
  offset: number;
}

const zones = new Map<string, Zone>();

/** The zone of an IANA name. Throws RangeError when the name is unknown. Source of the offsets: the runtime's own tz data. */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    zone = buildZone(name);
    zones.set(name, zone);
  }
  return zone;
}

export const minutesPerDay = 1440;
export const minutesPerWeek = 10_080;

/**
 * The instant at which the wall clock of a zone reads so many minutes since 1970-01-01T00:00. A time that spring leaps over is
 * as much later, of autumn's two the first is meant (RFC 5545, 3.3.5; Temporal's "compatible"). RangeError on an unknown zone.
 */
export function instantOfLocal(zone: string, localMinute: number): EpochMs {
  const local = Temporal.Instant.fromEpochMilliseconds(localMinute * minute)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime();
  return local.toZonedDateTime(zone).epochMilliseconds;
}

/** Every instant at which the wall clock of a zone reads so many minutes since 1970-01-01T00:00: none in spring's gap, two in autumn. */
export function instantsOfLocal({ offsetMinutes }: Zone, localMinute: number): EpochMs[] {
  const asUtc = localMinute * minute;
  const offsets = new Set([offsetMinutes(asUtc - day), offsetMinutes(asUtc + day)]);
  return [...offsets]
    .map((offset) => asUtc - offset * minute)
    .filter((at) => asUtc - at === offsetMinutes(at) * minute);
}

/** The instants within (from, to) at which the wall clock of a zone is set on or back. */
export function clockChangesIn(zone: string, from: EpochMs, to: EpochMs): EpochMs[] {
  const changes: EpochMs[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  for (; at !== null && at.epochMilliseconds < to; at = at.getTimeZoneTransition('next'))
    changes.push(at.epochMilliseconds);
  return changes;
}

/** Minute of the week on the wall clock, 0 = Monday 00:00. */
export function minuteOfWeek(localMinute: number): number {
  // 1970-01-01 was a Thursday
  return positiveModulo(localMinute + 3 * minutesPerDay, minutesPerWeek);
}

/** Days since 1970-01-01 on the wall clock. */
export function localDay(localMinute: number): number {
  return Math.floor(localMinute / minutesPerDay);
}

/** The wall-clock day number of an ISO date `YYYY-MM-DD`; null when it is no date. */
export function dayOfDate(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? null : at / (minutesPerDay * minute);
}

export function positiveModulo(value: number, size: number): number {
  const rest = value % size;
  return rest < 0 ? rest + size : rest;
}

function buildZone(name: string): Zone {
  const segments: Segment[] = [segmentAt(name, 0)];
  let last = segments[0]!;
  const offsetMinutes = (at: EpochMs): number => {
    if (at >= last.from && at < last.to) return last.offset;
    let found = segments.find((s) => at >= s.from && at < s.to);
    if (!found) {
      found = segmentAt(name, at);
      segments.push(found);
    }
    last = found;
    return found.offset;
  };
  return { name, offsetMinutes, localMinute: (at) => Math.floor(at / minute) + offsetMinutes(at) };
}

function segmentAt(name: string, at: EpochMs): Segment {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
  const next = here.getTimeZoneTransition('next');
  const previous = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: here.offsetNanoseconds / 60e9,
  };
}
