import type { Interval } from '../../src/maths/instants.ts';
import { day, type EpochMs, minute } from '../../src/maths/instants.ts';
import { type Random, seededRandom } from '../../src/maths/random.ts';

/** A pretend process whose true mean is known. Its making shares no code and no model with what is tested on it. */
export interface World {
  from: EpochMs;
  counts: Float64Array;
  /** True mean of each minute, outages included. */
  mean: Float64Array;
  /** True mean had there been no outage. */
  undisturbed: Float64Array;
  rate: number;
  dispersion: number;
  /** What nobody outside can know: the mean without weather, and the law of the weather. For measuring what is possible at best. */
  secret: { usual: Float64Array; sd: number; memoryMinutes: number; walkPerDay: number };
}

export interface WorldOptions {
  seed: number;
  days: number;
  /** Average events a minute. */
  rate: number;
  /** Variance over mean. */
  dispersion: number;
  /** Standard deviation of the correlated weather, relative. Default drawn between 1 % and 5 %. */
  weather?: number;
  /** Weather that other worlds have too: the logarithm of its factor, a minute each. */
  shared?: Float64Array;
  /** Logarithm of a week's steady growth. Default drawn between −2 % and 2 %. */
  growth?: number;
  /** Share of result missing in intervals given in minutes from the start. */
  outages?: readonly { fromMinute: number; minutes: number; share: number; rampMinutes?: number }[];
  /** Declared periods in which so many times the usual comes. */
  campaigns?: readonly { fromMinute: number; minutes: number; factor: number }[];
  /** Days, counted from the start, that run as a Sunday does, times the factor. */
  holidays?: readonly { day: number; factor: number }[];
  from?: EpochMs;
}

/** A Monday, 00:00 UTC. */
export const worldStart = Date.UTC(2026, 8, 7);

export function makeWorld(options: WorldOptions): World {
  const random = seededRandom(options.seed);
  const n = options.days * 1440;
  const from = options.from ?? worldStart;
  const usual = weeklyCurve(random);
  const { weather, law } = weatherCurve(random, n, options.weather ?? 0.01 + 0.04 * random.uniform());
  const drawn = (random.uniform() - 0.5) * 0.04;
  const growth = options.growth ?? drawn;
  if (options.shared) for (let i = 0; i < n; i++) weather[i] = weather[i]! + options.shared[i]!;
  const undisturbed = new Float64Array(n);
  const start = Math.round((from - worldStart) / minute);
  for (let i = 0; i < n; i++) {
    const holiday = options.holidays?.find(({ day }) => day === Math.floor(i / 1440));
    const usually = (((start + i) % 10_080) + 10_080) % 10_080;
    const ofWeek = holiday ? 6 * 1440 + (usually % 1440) : usually;
    const factor = holiday?.factor ?? 1;
    undisturbed[i] = options.rate * factor * usual[ofWeek]! * Math.exp(weather[i]! + (growth * i) / 10_080);
  }
  for (const { fromMinute, minutes, factor } of options.campaigns ?? []) {
    for (let i = fromMinute; i < Math.min(n, fromMinute + minutes); i++) undisturbed[i] = undisturbed[i]! * factor;
  }
  const mean = undisturbed.slice();
  for (const { fromMinute, minutes, share, rampMinutes = 0 } of options.outages ?? []) {
    for (let i = fromMinute; i < Math.min(n, fromMinute + minutes); i++) {
      const reached = rampMinutes > 0 ? Math.min(1, (i - fromMinute + 0.5) / rampMinutes) : 1;
      mean[i] = mean[i]! * (1 - share * reached);
    }
  }
  const counts = mean.map((m) => random.count(m, options.dispersion));
  const secret = { usual: undisturbed.map((m, i) => m / Math.exp(weather[i]!)), ...law };
  return { from, counts, mean, undisturbed, rate: options.rate, dispersion: options.dispersion, secret };
}

/** Three daily harmonics with random phases on a day-night swing, each weekday scaled, two kinds of day. Mean 1. */
function weeklyCurve(random: Random): Float64Array {
  const kinds = [dayCurve(random), dayCurve(random)];
  const scale = Array.from(
    { length: 7 },
    (_, d) => (d < 5 ? 1 : 0.6 + 0.8 * random.uniform()) * (0.92 + 0.16 * random.uniform()),
  );
  const out = new Float64Array(10_080);
  for (let i = 0; i < out.length; i++) {
    const d = Math.floor(i / 1440);
    out[i] = scale[d]! * kinds[d < 5 ? 0 : 1]![i % 1440]!;
  }
  const average = out.reduce((a, b) => a + b, 0) / out.length;
  return out.map((v) => v / average);
}

function dayCurve(random: Random): Float64Array {
  const swing = 0.3 + 0.6 * random.uniform();
  const peak = (12 + 6 * random.uniform()) * 60;
  const parts = [2, 3, 5].map((k) => ({ k, size: 0.25 * random.uniform(), phase: 2 * Math.PI * random.uniform() }));
  return Float64Array.from({ length: 1440 }, (_, i) => {
    let log = swing * 1.2 * Math.cos((2 * Math.PI * (i - peak)) / 1440);
    for (const { k, size, phase } of parts) log += size * Math.cos((2 * Math.PI * k * i) / 1440 + phase);
    return Math.exp(log);
  });
}

/** Ornstein-Uhlenbeck weather (memory 1 to 8 hours), a slow walk over days and a shock per day. */
export function weatherCurve(random: Random, n: number, sd: number) {
  const memory = 60 * 8 ** random.uniform();
  const keep = Math.exp(-1 / memory);
  const push = sd * Math.sqrt(1 - keep * keep);
  const walk = (0.015 * random.uniform()) / Math.sqrt(1440);
  let passing = sd * random.normal();
  let slow = 0;
  let shock = 0;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (i % 1440 === 0) shock = 0.5 * sd * random.normal();
    passing = keep * passing + push * random.normal();
    slow += walk * random.normal();
    out[i] = passing + slow + shock;
  }
  return { weather: out, law: { sd, memoryMinutes: memory, walkPerDay: walk * Math.sqrt(1440) } };
}

/** Part of a world as a series. */
export function slice(world: World, fromMinute: number, toMinute: number): { from: EpochMs; counts: Float64Array } {
  return { from: world.from + fromMinute * minute, counts: world.counts.subarray(fromMinute, toMinute) };
}

export function minutesOf(world: World, interval: Interval): [number, number] {
  return [(interval.from - world.from) / minute, (interval.to - world.from) / minute];
}

export const fiveWeeks = 35 * (day / minute);
