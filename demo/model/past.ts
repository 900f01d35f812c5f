import type { Campaign } from './arrival.ts';
import type { Failure } from './failures.ts';
import { minuteOfWeek, warsawMidnight } from './warsaw-time.ts';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

/** Something that was broken in the past: half-open, epoch milliseconds. */
export interface Incident {
  failure: Failure;
  from: number;
  to: number;
}

const incidents: readonly { failure: Failure; daysAgo: number; at: `${number}:${number}`; minutes: number }[] = [
  { failure: 'vendor-slow', daysAgo: 3, at: '19:30', minutes: 20 },
  { failure: 'vendor-down', daysAgo: 9, at: '18:10', minutes: 25 },
  { failure: 'slow-database', daysAgo: 17, at: '11:20', minutes: 45 },
  { failure: 'cashback-errors', daysAgo: 24, at: '20:00', minutes: 60 },
  { failure: 'sales-stopped', daysAgo: 31, at: '13:05', minutes: 12 },
];
const sale = { daysAgo: 20, factor: 1.3 };

function midnight(start: number, daysAgo: number): number {
  return warsawMidnight(warsawMidnight(start) - daysAgo * dayMs + dayMs / 2);
}

/** What broke before `start`, reckoned back from its day in Warsaw. */
export function pastIncidents(start: number): Incident[] {
  return incidents.map(({ failure, daysAgo, at, minutes }) => {
    const [hour = 0, minute = 0] = at.split(':').map(Number);
    const from = midnight(start, daysAgo) + (hour * 60 + minute) * minuteMs;
    return { failure, from, to: from + minutes * minuteMs };
  });
}

/**
 * Whether the payment service restarts, as it did every night at ten past two for twelve minutes until the last day of the past: some of its
 * requests answer 503 and are asked again, so that no customer notices.
 */
export function isRestarting(at: number): boolean {
  const minute = minuteOfWeek(at) % 1_440;
  return minute >= 130 && minute < 142;
}

/** The one-day sale before `start`: midnight to midnight in Warsaw. */
export function pastCampaigns(start: number): Campaign[] {
  const from = midnight(start, sale.daysAgo);
  return [{ from, to: midnight(start, sale.daysAgo - 1), factor: sale.factor }];
}

/** What was broken at an instant, for `walk`. */
export function failingIn(past: readonly Incident[]): (at: number) => ReadonlySet<Failure> {
  const none: ReadonlySet<Failure> = new Set();
  const each = past.map(({ failure, from, to }) => ({ from, to, set: new Set([failure]) }));
  if (each.length === 0) return () => none;
  return (at) => each.find(({ from, to }) => at >= from && at < to)?.set ?? none;
}
