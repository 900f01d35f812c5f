/** What services count in each minute, made up and always the same: attempts by the hour of the day, and how many of them were bad. */
import { day, type EpochMs, type Interval, minute } from '../../src/maths/instants.ts';
import { seededRandom } from '../../src/maths/random.ts';

/** Increments of one counter, one a minute from `begin` on. */
export interface CountedSeries {
  name: 'valid' | 'bad';
  service: string;
  begin: EpochMs;
  counts: Uint16Array;
}

/** What the minutes of a service look like: their mean, whether that follows the day and the week, and the share that is bad. */
export interface Shape {
  mean: number;
  daily: boolean;
  badShare: number;
}

export const shapes = {
  small: { mean: 3, daily: false, badShare: 0.01 },
  middling: { mean: 60, daily: true, badShare: 0.002 },
  large: { mean: 5_000, daily: true, badShare: 0.002 },
  sparse: { mean: 0.02, daily: false, badShare: 0.05 },
} as const satisfies Record<string, Shape>;

export const serviceName = (nth: number, kind = 'service'): string => `${kind}-${nth}`;

/** The last midnight of UTC that is over: neither peer takes samples of the future. */
export const lastMidnight = (): EpochMs => Math.floor(Date.now() / day) * day;

/** Valid and bad of one service, in this order. Bad ones come in short bursts, a few a day, as failures do. */
export function countedOf(
  service: string,
  { from: begin, to }: Interval,
  shape: Shape,
): [CountedSeries, CountedSeries] {
  const minutes = (to - begin) / minute;
  const random = seededRandom([...service].reduce((sum, letter) => 31 * sum + letter.charCodeAt(0), 7) | 0);
  const valid = new Uint16Array(minutes);
  const bad = new Uint16Array(minutes);
  let burst = 0;
  for (let at = 0; at < minutes; at++) {
    const all = random.poisson(shape.daily ? shape.mean * usual(begin + at * minute) : shape.mean);
    if (burst === 0 && random.uniform() < 1 / 480) burst = 1 + Math.floor(random.uniform() * 20);
    const share = burst > 0 ? 0.2 : shape.badShare;
    burst = Math.max(0, burst - 1);
    valid[at] = all;
    bad[at] = Math.min(all, random.poisson(all * share));
  }
  return [
    { name: 'valid', service, begin, counts: valid },
    { name: 'bad', service, begin, counts: bad },
  ];
}

/** By the time of the day, less on two days of seven; 1 in the middle. */
function usual(at: EpochMs): number {
  const weekend = Math.floor(at / day) % 7 < 2 ? 0.6 : 1;
  return weekend * (1 + 0.6 * Math.sin((at / day) * 2 * Math.PI));
}

/** Valid and bad of several services over the same time. */
export const countedServices = (services: readonly string[], window: Interval, shape: Shape): CountedSeries[] =>
  services.flatMap((service) => countedOf(service, window, shape));

/** How much of a series lies in an interval of whole minutes. */
export function sumOf({ begin, counts }: CountedSeries, from: EpochMs, to: EpochMs): number {
  const [first, last] = [Math.max(0, (from - begin) / minute), Math.min(counts.length, (to - begin) / minute)];
  let sum = 0;
  for (let at = first; at < last; at++) sum += counts[at]!;
  return sum;
}
