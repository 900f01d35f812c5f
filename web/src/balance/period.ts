import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../src/maths/instants.ts';
import { clockFieldText, instantOnClock } from '../design/format/times.ts';

export const periods = [
  { id: '1h', name: '1 h', length: hour },
  { id: '6h', name: '6 h', length: 6 * hour },
  { id: '24h', name: '24 h', length: day },
  { id: '7d', name: '7 d', length: 7 * day },
  { id: '30d', name: '30 d', length: 30 * day },
] as const;
export type PeriodId = (typeof periods)[number]['id'] | 'custom';

export const firstPeriod = '24h';

/** The period that the address names; what it does not know is the first choice. */
export function periodIn(search: URLSearchParams): PeriodId {
  const id = search.get('period');
  return id === 'custom' ? 'custom' : (periods.find((period) => period.id === id)?.id ?? firstPeriod);
}

/** The interval of a period; null when a custom one is not (yet) a right one. Named periods end with the last whole minute. */
export function intervalOf(period: PeriodId, search: URLSearchParams, asOf: EpochMs): Interval | null {
  const now = bucketStart(asOf, minute);
  const named = periods.find(({ id }) => id === period);
  if (named) return { from: now - named.length, to: now };
  const from = Date.parse(search.get('from') ?? '');
  const to = Date.parse(search.get('to') ?? '');
  return Number.isNaN(from) || Number.isNaN(to) || from >= to ? null : { from, to };
}

/** What two date-time fields say, or in words what is wrong with them. */
export function readFields(from: string, to: string, zone: string): Interval | string {
  const start = instantOnClock(from, zone);
  const end = instantOnClock(to, zone);
  if (start === null || end === null) return 'Give both a beginning and an end.';
  if (start >= end) return 'The end must come after the beginning.';
  return { from: start, to: end };
}

export function fieldsOf(interval: Interval, zone: string): { from: string; to: string } {
  return { from: clockFieldText(interval.from, zone), to: clockFieldText(interval.to, zone) };
}
