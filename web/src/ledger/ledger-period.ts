import type { EpochMs, Interval } from '../../../src/maths/instants.ts';
import { instantOnClock, wallClock } from '../design/format/times.ts';

export const periodKinds = [
  { id: 'month', name: 'Month' },
  { id: 'quarter', name: 'Quarter' },
  { id: 'range', name: 'Any range' },
] as const;
export type PeriodKind = (typeof periodKinds)[number]['id'];

/** What the address asks for: a kind, and which one (`2026-11`, `2026-Q4`, or two days). */
export interface Period {
  kind: PeriodKind;
  /** Months since year 0, of the first day; of a range too. */
  month: number;
  /** Days of a range, the last one included; else ''. */
  from: string;
  to: string;
}

/** Calendar months longer than this are not asked for at once: the calendar would be no calendar. */
export const mostDays = 400;
const monthsOf: Record<Exclude<PeriodKind, 'range'>, number> = { month: 1, quarter: 3 };

/** The month of an instant on the zone's clocks. */
export function monthAt(at: EpochMs, zone: string): number {
  const wall = new Date(wallClock(at, zone));
  return wall.getUTCFullYear() * 12 + wall.getUTCMonth();
}

/** The period that the address names; what it does not know is the present month. */
export function periodIn(search: URLSearchParams, now: EpochMs, zone: string): Period {
  const kind = periodKinds.find(({ id }) => id === search.get('period'))?.id ?? 'month';
  const at = search.get('at') ?? '';
  const match = /^(\d{4})-(?:(0[1-9]|1[0-2])|Q([1-4]))$/.exec(at);
  const named = match ? Number(match[1]) * 12 + (match[2] ? Number(match[2]) - 1 : (Number(match[3]) - 1) * 3) : null;
  const month = named ?? monthAt(now, zone);
  const first = kind === 'quarter' ? month - (month % 3) : month;
  return { kind, month: first, from: search.get('from') ?? '', to: search.get('to') ?? '' };
}

/** How it stands in the address. */
export function addressOf({ kind, month, from, to }: Period): Record<'period' | 'at' | 'from' | 'to', string> {
  if (kind === 'range') return { period: kind, at: '', from, to };
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  const at =
    kind === 'quarter' ? `${year}-Q${Math.floor((month % 12) / 3) + 1}` : `${year}-${twoDigits((month % 12) + 1)}`;
  return { period: kind, at, from: '', to: '' };
}

/** The one before (−1) or after (1). */
export const shifted = (period: Period, by: number): Period =>
  period.kind === 'range' ? period : { ...period, month: period.month + by * monthsOf[period.kind] };

/** From the first midnight to the one after the last day, on the zone's clocks; in words what is wrong with a range. */
export function intervalOf(period: Period, zone: string): Interval | string {
  if (period.kind !== 'range') {
    return { from: monthStart(period.month, zone), to: monthStart(period.month + monthsOf[period.kind], zone) };
  }
  const from = dayStart(period.from, zone);
  const last = dayStart(period.to, zone);
  if (from === null || last === null) return 'Give the first and the last day.';
  if (last < from) return 'The last day must not come before the first.';
  const to = dayAfter(last, zone);
  if (to - from > mostDays * 86_400_000) return `At most ${mostDays} days at once.`;
  return { from, to };
}

/** The beginning of a day `2026-11-03` on the zone's clocks; null where it is no day. */
export const dayStart = (day: string, zone: string): EpochMs | null => {
  const at = instantOnClock(`${day}T00:00`, zone);
  // 30 February reads as 2 March: what does not come out as it went in is no day.
  return at !== null && dayName(at, zone) === day ? at : null;
};

/** `2026-11-03` on the zone's clocks. */
export const dayName = (at: EpochMs, zone: string): string => new Date(wallClock(at, zone)).toISOString().slice(0, 10);

/** The midnight after, whether the day has 23, 24 or 25 hours. */
export function dayAfter(at: EpochMs, zone: string): EpochMs {
  const wall = new Date(wallClock(at, zone));
  wall.setUTCDate(wall.getUTCDate() + 1);
  return dayStart(wall.toISOString().slice(0, 10), zone) as EpochMs;
}

export const monthStart = (month: number, zone: string): EpochMs =>
  dayStart(`${String(Math.floor(month / 12)).padStart(4, '0')}-${twoDigits((month % 12) + 1)}-01`, zone) as EpochMs;

/** `November 2026`. */
export const monthText = (month: number): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(Math.floor(month / 12), month % 12, 1),
  );

/** What the period is called: `November 2026`, `4th quarter of 2026`, `3 Oct 2026 – 7 Nov 2026`. */
export function periodText(period: Period): string {
  if (period.kind === 'month') return monthText(period.month);
  if (period.kind === 'quarter') {
    const ordinal = ['1st', '2nd', '3rd', '4th'][Math.floor((period.month % 12) / 3)];
    return `${ordinal} quarter of ${Math.floor(period.month / 12)}`;
  }
  return [period.from, period.to].map(longDay).filter(Boolean).join(' – ') || 'a range of days';
}

/** `3 Oct 2026` of `2026-10-03`; '' where it is no day. */
export function longDay(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return '';
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    at,
  );
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
