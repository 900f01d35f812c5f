import type { EpochMs } from '../../../../src/maths/instants.ts';
import { day, hour, minute, second } from '../../../../src/maths/instants.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone, hourCycle: 'h23' });
    formats.set(key, known);
  }
  return known;
}

/** `10:15` in the zone. */
export function clockText(at: EpochMs, zone: string): string {
  return format(zone, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `20 Nov` in the zone. */
export function dayText(at: EpochMs, zone: string): string {
  return format(zone, { day: 'numeric', month: 'short' }).format(at);
}

/** `20 Nov 2026, 10:15:02 Europe/Warsaw (GMT+1)`: for titles and breakdowns. */
export function fullTimeText(at: EpochMs, zone: string): string {
  const date = format(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
  const time = format(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
  return `${date}, ${time} ${zoneText(at, zone)}`;
}

/** The clock alone on the day of `now`, else with its date. */
export function nearTimeText(at: EpochMs, now: EpochMs, zone: string): string {
  const clock = clockText(at, zone);
  return dayText(at, zone) === dayText(now, zone) && Math.abs(now - at) < 2 * day
    ? clock
    : `${dayText(at, zone)} ${clock}`;
}

/** `Europe/Warsaw (GMT+1)`; UTC has no second name. */
export function zoneText(at: EpochMs, zone: string): string {
  if (zone === 'UTC') return 'UTC';
  const offset = format(zone, { timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  return `${zone} (${offset ?? 'GMT'})`;
}

/** Two units at most: `42 s`, `14 min`, `2 h 05 min`, `3 d 4 h`. */
export function durationText(ms: number): string {
  const length = Math.max(0, ms);
  if (length < minute) return `${Math.floor(length / second)} s`;
  if (length < hour) return `${Math.floor(length / minute)} min`;
  if (length < day) {
    const minutes = Math.floor((length % hour) / minute);
    return `${Math.floor(length / hour)} h${minutes === 0 ? '' : ` ${String(minutes).padStart(2, '0')} min`}`;
  }
  const hours = Math.floor((length % day) / hour);
  return `${Math.floor(length / day)} d${hours === 0 ? '' : ` ${hours} h`}`;
}

/** Wall-clock parts of an instant, as if they were UTC: the difference to the instant is the zone's offset. */
export function wallClock(at: EpochMs, zone: string): EpochMs {
  const parts = Object.fromEntries(
    format(zone, {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const { year = 0, month = 1, day: date = 1, hour: hours = 0, minute: minutes = 0, second: seconds = 0 } = parts;
  return Date.UTC(year, month - 1, date, hours, minutes, seconds);
}

/**
 * The instant of `2026-11-20T10:15` on the zone's clocks; null when it is no such text.
 * Where clocks go forward the time does not exist and the instant after the gap is meant; where they go back, the first.
 */
export function instantOnClock(text: string, zone: string): EpochMs | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return null;
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return null;
  const offsetAt = (at: EpochMs): number => wallClock(at, zone) - at;
  const candidates = [wall - offsetAt(wall - day), wall - offsetAt(wall + day)];
  const exact = candidates.filter((at) => wallClock(at, zone) === wall);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** The other direction, for a date-time field: `2026-11-20T10:15`. */
export function clockFieldText(at: EpochMs, zone: string): string {
  return new Date(wallClock(at, zone)).toISOString().slice(0, 16);
}
