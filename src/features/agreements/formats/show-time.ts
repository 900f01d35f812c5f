import { type EpochMs, hour, minute } from '../../../maths/instants.ts';
import { zoneOf } from '../../../maths/zoned-time.ts';
import type { Language } from './document.ts';

const locales: Record<Language, string> = { en: 'en-GB', pl: 'pl' };
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, timeZone: string, clock: boolean): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${clock}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    dateStyle: 'medium',
    ...(clock ? { timeStyle: 'medium' } : {}),
  });
  formats.set(key, made);
  return made;
}

/** The wall clock of an instant: `1 Oct 2026, 00:00:00`; within three hours of a change of clocks with its distance from UTC. */
export function clockText(at: EpochMs, timeZone: string, language: Language): string {
  const zone = zoneOf(timeZone);
  const near = zone.offsetMinutes(at - 3 * hour) !== zone.offsetMinutes(at + 3 * hour);
  // A line may end between the day and the time, nowhere else.
  const text = format(language, timeZone, true)
    .format(at)
    .replaceAll(' ', '\u00a0')
    .replace(/\u00a0(?=\S+$)/, ' ');
  return near ? `${text}\u00a0${offsetText(zone.offsetMinutes(at))}` : text;
}

/** `1 Oct 2026`, of a day as `2026-10-01`. */
export const dayText = (day: string, language: Language): string =>
  format(language, 'UTC', false).format(Date.parse(`${day}T00:00:00Z`));

/** The wall clock as spreadsheets keep it: milliseconds that would be UTC if the zone were. */
export const wallClock = (at: EpochMs, timeZone: string): number => at + zoneOf(timeZone).offsetMinutes(at) * minute;

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  return `${minutes < 0 ? '−' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
