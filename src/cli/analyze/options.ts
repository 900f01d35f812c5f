import { Option } from 'commander';
import { ProductError } from '../../errors.ts';
import { holidayDays } from '../../features/expectations/holiday-days.ts';
import { type EpochMs, hour, minute, second } from '../../maths/instants.ts';
import { minorDigits, parseMoney } from '../../maths/money.ts';
import { type Zone, zoneOf } from '../../maths/zoned-time.ts';
import { instantOf } from '../import-row.ts';

/** Options of every question about a series. */
export const seriesOptions = {
  time: ['--time <column>', 'column with the time: RFC 3339, or epoch seconds or milliseconds'] as const,
  count: ['--count <column>', 'column with the count, a whole number'] as const,
  timeZone: () =>
    new Option('--timezone <zone>', 'IANA time zone of the process, also of times without an offset (default: UTC)'),
  holidays: () =>
    new Option('--holidays <country>', 'public holidays of a country (PL, US, DE-BY) are days of their own'),
  missing: () => new Option('--missing <what>', 'what a missing row means').choices(['unknown', 'zero']),
  step: () => new Option('--step <duration>', 'what a row covers, such as 10s, 5m or 1h').default('1m'),
};

/** The refusal of an option: what was found (null for nothing), what is expected. */
export function bad(option: string, found: string | null, expected: string): ProductError {
  const shown = found === null ? 'nothing' : JSON.stringify(found);
  return new ProductError('bad_input', `${option}: found ${shown}, expected ${expected}`, { option, found, expected });
}

/** An instant of an option; without an offset it is read as UTC is refused, as in files. */
export function instantOption(option: string, text: string): EpochMs {
  const at = instantOf(text);
  if (at === null) throw bad(option, text, 'a time such as 2026-11-20T10:15:00Z, or epoch seconds or milliseconds');
  return Math.floor(at / minute) * minute;
}

const units: Record<string, number> = { s: second, m: minute, min: minute, h: hour };

/** A duration such as `30s`, `5m` or `2h` in milliseconds. */
export function durationOption(option: string, text: string): number {
  const match = /^(\d{1,5})(s|m|min|h)$/.exec(text);
  const ms = match ? Number(match[1]) * units[match[2]!]! : 0;
  if (ms <= 0) throw bad(option, text, 'a duration such as 30s, 5m or 2h');
  return ms;
}

/** The step of a file: a part of a minute, or whole minutes up to an hour. */
export function stepOption(text: string): number {
  const ms = durationOption('--step', text);
  if (minute % ms === 0 || (ms % minute === 0 && hour % ms === 0)) return ms;
  throw bad('--step', text, 'a part of a minute (10s) or of an hour (5m, 30m, 1h)');
}

/** The zone of `--timezone`; null when none was given. */
export function zoneOption(text: string | undefined): Zone | null {
  if (text === undefined) return null;
  try {
    return zoneOf(text);
  } catch {
    throw bad('--timezone', text, 'an IANA time zone such as Europe/Warsaw');
  }
}

/** The days of `--holidays` between two instants, by wall-clock day number. */
export function holidaysOption(text: string | undefined, from: EpochMs, to: EpochMs): ReadonlyMap<number, string> {
  if (text === undefined) return new Map();
  const year = (at: EpochMs): number => new Date(at).getUTCFullYear();
  const days = holidayDays({ timeZone: 'UTC', holidays: { country: text } }, year(from), year(to));
  if (days.size === 0) throw bad('--holidays', text, 'a country such as PL, or one of its parts such as DE-BY');
  return days;
}

/** What one event is worth, from --value and --currency; null when neither is given. */
export function valueOption(given: {
  value?: string | undefined;
  currency?: string | undefined;
}): { currency: string; minor: number } | null {
  const { value, currency } = given;
  if (value === undefined && currency === undefined) return null;
  if (value === undefined) throw bad('--value', null, 'an amount such as 150.00 beside --currency');
  if (currency === undefined) throw bad('--currency', null, 'a currency such as PLN beside --value');
  try {
    minorDigits(currency);
  } catch {
    throw bad('--currency', currency, 'an ISO 4217 code such as PLN');
  }
  const minor = parseMoney(value, currency);
  if (minor === null || minor < 0) throw bad('--value', value, `an amount of ${currency} such as 150.00`);
  return { currency, minor };
}
