import type { EpochMs } from '../../../maths/instants.ts';
import { type StatusLanguage, statusWords } from './status-words.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: StatusLanguage, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(statusWords[language].locale, { ...options, timeZone });
  formats.set(key, made);
  return made;
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** `20 Nov 2026, 11:02 CET (10:02 UTC)`: visitors come from everywhere, so the zone stands beside the time, and UTC. */
export function timeText(at: EpochMs, timeZone: string, language: StatusLanguage): string {
  const local = format(language, timeZone, { ...date, ...clock, timeZoneName: 'short' }).format(at);
  if (isUtc(timeZone)) return kept(local);
  return kept(`${local} (${format(language, 'UTC', clock).format(at)} UTC)`);
}

/** Begin and end: `20 Nov 2026, 11:05` and `12:05 CET (10:05–11:05 UTC)`, the day once where it is the same; one text while it lasts. */
export function spanTexts(from: EpochMs, to: EpochMs | null, timeZone: string, language: StatusLanguage): string[] {
  if (to === null) return [timeText(from, timeZone, language)];
  const zone = format(language, timeZone, { ...clock, timeZoneName: 'short' });
  const isOneDay = dateText(from, timeZone, language) === dateText(to, timeZone, language);
  const begin = kept(format(language, timeZone, { ...date, ...clock }).format(from));
  if (!isOneDay) return [begin, timeText(to, timeZone, language)];
  if (isUtc(timeZone)) return [begin, kept(zone.format(to))];
  const utc = [from, to].map((at) => format(language, 'UTC', clock).format(at)).join('–');
  return [begin, kept(`${zone.format(to)} (${utc} UTC)`)];
}

/** A line may end behind the day and before the bracket, nowhere else. */
const kept = (text: string): string =>
  text
    .replaceAll(' ', '\u00a0')
    .replace(/,\u00a0/, ', ')
    .replace('\u00a0(', ' (');

/** `20 Nov 2026` of the instant in the zone. */
export const dateText = (at: EpochMs, timeZone: string, language: StatusLanguage): string =>
  format(language, timeZone, date).format(at).replaceAll(' ', '\u00a0');

/** `20 Nov 2026` of `2026-11-20`. */
export const dayText = (day: string, language: StatusLanguage): string =>
  dateText(Date.parse(`${day}T00:00:00Z`), 'UTC', language);

/** `Friday, 20 November 2026`. */
export const longDayText = (at: EpochMs, timeZone: string, language: StatusLanguage): string =>
  format(language, timeZone, { dateStyle: 'full' }).format(at);

const isUtc = (timeZone: string): boolean => timeZone === 'UTC' || timeZone === 'Etc/UTC';
