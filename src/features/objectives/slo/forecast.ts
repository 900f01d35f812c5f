import { countInterval } from '../../../maths/distributions.ts';
import { type EpochMs, hour } from '../../../maths/instants.ts';

/** What is known for saying when a budget will be spent. */
export interface ForecastFacts {
  now: EpochMs;
  /** Bad events or slices that are left. */
  left: number;
  /** Bad and valid ones of the latest time, and how many hours that is. */
  recent: { bad: number; valid: number; hours: number };
  /** One less the target. */
  allowedShare: number;
  /** Of a window by the calendar its end; null: it rolls, and per hour so many bad ones leave it at its other end. */
  end: EpochMs | null;
  leavingPerHour: number;
  windowHours: number;
}

export interface Forecast {
  likely: EpochMs;
  low: EpochMs;
  high: EpochMs | null;
}

/** Nominal coverage of the interval. */
export const forecastLevel = 0.9;

/**
 * When what is left will be spent if bad ones come as they did lately; what is allowed grows with what is asked for in a window by
 * the calendar, and what leaves a rolling one comes back. The interval is that of the count of recent bad ones (as of a Poisson
 * process); `high` is null where at its lower end the budget lasts. Null where it lasts the window, or is spent already.
 */
export function forecastOf(facts: ForecastFacts): Forecast | null {
  const { now, left, recent } = facts;
  if (left <= 0 || recent.bad <= 0 || recent.hours <= 0) return null;
  const range = countInterval(recent.bad, recent.bad, forecastLevel);
  const likely = spentAt(facts, recent.bad);
  const low = spentAt(facts, range.high);
  if (likely === null || low === null) return null;
  return { likely, low: Math.max(now, low), high: spentAt(facts, range.low) };
}

function spentAt({ now, left, recent, allowedShare, end, leavingPerHour, windowHours }: ForecastFacts, bad: number) {
  const perHour = bad / recent.hours;
  const back = end === null ? leavingPerHour : (allowedShare * recent.valid) / recent.hours;
  const lasts = perHour > back ? left / (perHour - back) : Number.POSITIVE_INFINITY;
  const most = end === null ? windowHours : (end - now) / hour;
  return lasts > most ? null : Math.round(now + lasts * hour);
}
