import { normal, seeded, seedOf } from './random.ts';
import { minuteOfWeek } from './warsaw-time.ts';

const minuteMs = 60_000;
const weatherStepMinutes = 90;

/** A time in which more customers come, such as a sale: half-open, epoch milliseconds. */
export interface Campaign {
  from: number;
  to: number;
  factor: number;
}

/**
 * Payments completed per minute at the quietest and at the busiest time of the week. A real shop falls to a tenth at
 * night; this one keeps a floor, so that the demo tells its story at whatever hour somebody starts it: with 90 a minute
 * a loss of half is beyond doubt within two minutes.
 */
export const paymentsPerMinute = { floor: 90, peak: 160 };

/** People who begin the onboarding form, per minute at floor and peak. */
export const onboardingsPerMinute = { floor: 26, peak: 44 };

/** Visitors who only look, for every one who means to buy. They make technical traffic and no business event. */
const lookersPerBuyer = 1.2;

/**
 * Buyers who must arrive for one completed payment when nothing fails: 12% turn back before the payment page, three of
 * four pay by card, 3% of the cards are declined and half of those customers then pay otherwise. A test measures it
 * against the model itself.
 */
export const buyersPerCompletion = 1 / (0.88 * (1 - 0.75 * 0.03 * 0.5));

function bump(hour: number, centre: number, width: number): number {
  return Math.exp(-(((hour - centre) / width) ** 2) / 2);
}

/** What one day of the week (0 is Monday) brings, by hours from its midnight; it reaches into its neighbours. */
function dayShape(day: number, hour: number): number {
  if (day >= 5) return 0.72 * bump(hour, 13, 3.2) + 0.6 * bump(hour, 19.5, 2.2);
  return 0.62 * bump(hour, 11.5, 2.6) + 0.94 * bump(hour, 19.5, 2.2);
}

function shapeAt(minute: number): number {
  const day = Math.floor(minute / 1_440);
  const hour = (minute % 1_440) / 60;
  const value = dayShape((day + 6) % 7, hour + 24) + dayShape(day, hour) + dayShape((day + 1) % 7, hour - 24);
  return Math.min(1, value);
}

const week = Float64Array.from({ length: 10_080 }, (_, minute) => shapeAt(minute));

/** 0 at the quietest minute of the week, 1 at the busiest; smooth. `minute` counts from Monday 00:00 in Warsaw. */
export function weeklyShape(minute: number): number {
  return week[minute]!;
}

/**
 * What all customers share: rain, a match on television, a post that goes round. A slow part that wanders over hours
 * (4% standard deviation) and a quick one of single minutes (3%), so that counts scatter a little more than Poisson.
 */
export function weather(seed: number, at: number): number {
  const minute = Math.floor(at / minuteMs);
  const knot = Math.floor(minute / weatherStepMinutes);
  const along = minute / weatherStepMinutes - knot;
  const ease = (1 - Math.cos(Math.PI * along)) / 2;
  const slow = normal(seeded(seedOf(seed, 11, knot))) * (1 - ease) + normal(seeded(seedOf(seed, 11, knot + 1))) * ease;
  const quick = normal(seeded(seedOf(seed, 12, minute)));
  return Math.exp(0.04 * slow + 0.03 * quick - (0.04 ** 2 + 0.03 ** 2) / 2);
}

export interface Arrivals {
  buyers: number;
  lookers: number;
  forms: number;
}

/** Expected arrivals in the minute that holds the instant. Weather falls on all alike; a campaign on buyers and lookers. */
export function arrivals(seed: number, at: number, campaigns: readonly Campaign[]): Arrivals {
  const shape = weeklyShape(minuteOfWeek(at));
  const shared = weather(seed, at);
  const factor = campaigns.find((campaign) => at >= campaign.from && at < campaign.to)?.factor ?? 1;
  const { floor, peak } = paymentsPerMinute;
  const buyers = (floor + (peak - floor) * shape) * buyersPerCompletion * shared * factor;
  const forms =
    (onboardingsPerMinute.floor + (onboardingsPerMinute.peak - onboardingsPerMinute.floor) * shape) * shared;
  return { buyers, lookers: buyers * lookersPerBuyer, forms };
}
