import type { EpochMs } from '../../src/maths/instants.ts';
import { type Random, seededRandom } from '../../src/maths/random.ts';
import { makeWorld } from './world.ts';

/** A pretend process and a latency beside it, whose true response is known. */
export interface ThresholdWorld {
  from: EpochMs;
  counts: Float64Array;
  /** What was tried; only the fit that knows everything sees it. */
  attempts: Float64Array;
  conversion: number;
  /** True mean count had nothing been slow. */
  mean: Float64Array;
  /** What the measure read. */
  readings: Float64Array;
  /** True dose at which harm begins. */
  knee: number;
  /** True response at a dose; 1 everywhere in a world without a link. */
  response: (x: number) => number;
  lagMinutes: number;
  minutesBeyond: number;
}

export type Load = 'none' | 'same' | 'lagged';

export interface ThresholdWorldOptions {
  seed: number;
  days: number;
  rate: number;
  dispersion: number;
  linked: boolean;
  load: Load;
  /** Minutes beyond the knee: default 300 to 600. */
  minutesBeyond?: number;
  lagMinutes?: number;
}

export function makeThresholdWorld(options: ThresholdWorldOptions): ThresholdWorld {
  const { seed, days, rate, linked } = options;
  const world = makeWorld({ seed, days, rate, dispersion: 1 });
  const random = seededRandom(seed + 77_000_000);
  const conversion = 0.3 + 0.5 * random.uniform();
  const attempts = world.undisturbed.map((m) => random.count(m / conversion, options.dispersion));
  const usual = 100 + 200 * random.uniform();
  const knee = usual * (1.8 + 1.2 * random.uniform());
  const floor = 0.1 + 0.6 * random.uniform();
  const saturation = knee * (1.5 + 1.5 * random.uniform());
  const slope = (1 - floor) / (saturation - knee);
  const response = (x: number): number => (linked ? 1 - slope * Math.max(0, Math.min(x, saturation) - knee) : 1);
  const target = options.minutesBeyond ?? 300 + Math.floor(300 * random.uniform());
  const felt = latency(random, attempts, rate / conversion, usual, knee, target, options.load);
  const lag = options.lagMinutes ?? 0;
  const counts = attempts.map((tried, i) =>
    binomial(random, tried, conversion * response(felt[Math.max(0, i - lag)]!)),
  );
  const readings = felt.map((x) => x * Math.exp(0.04 * random.normal()));
  return {
    from: world.from,
    counts,
    attempts,
    conversion,
    mean: world.undisturbed,
    readings,
    knee,
    response,
    lagMinutes: lag,
    minutesBeyond: felt.reduce((sum, x) => sum + (x > knee ? 1 : 0), 0),
  };
}

/** Usual latency that wanders, rises with the load (of the minute or of up to five before), and slow spells. */
function latency(
  random: Random,
  attempts: Float64Array,
  rate: number,
  usual: number,
  knee: number,
  target: number,
  load: Load,
): Float64Array {
  const n = attempts.length;
  const felt = new Float64Array(n);
  const sensitivity = load === 'none' ? 0 : 0.1 + 0.2 * random.uniform();
  const lag = load === 'lagged' ? random.integer(1, 5) : 0;
  let wander = 0;
  for (let i = 0; i < n; i++) {
    wander = 0.97 * wander + 0.02 * random.normal();
    const relativeLoad = attempts[Math.max(0, i - lag)]! / rate;
    felt[i] = usual * Math.exp(wander) * (1 + sensitivity * (Math.min(3, relativeLoad) - 1));
  }
  for (let beyond = 0; beyond < target; ) beyond += slowSpell(random, felt, usual, knee, target - beyond);
  return felt;
}

/** One spell of slowness: rises over some minutes, stays around a height that wanders, falls again. Returns its minutes beyond the knee. */
function slowSpell(random: Random, felt: Float64Array, usual: number, knee: number, most: number): number {
  const minutes = Math.min(random.integer(10, 70), most + 10);
  const ramp = random.integer(1, 8);
  const start = random.integer(0, felt.length - minutes - 1);
  const height = (knee / usual) * (0.7 + 1.8 * random.uniform());
  let wander = 0;
  let beyond = 0;
  for (let i = 0; i < minutes; i++) {
    wander = 0.9 * wander + 0.05 * random.normal();
    const risen = Math.min(1, (i + 1) / ramp, (minutes - i) / ramp);
    const before = felt[start + i]!;
    felt[start + i] = before * (1 + risen * (Math.max(1, height * Math.exp(wander)) - 1));
    if (felt[start + i]! > knee && before <= knee) beyond++;
  }
  return beyond;
}

/** Successes of n tries; normal with continuity from a variance of 9 on. */
function binomial(random: Random, n: number, p: number): number {
  const variance = n * p * (1 - p);
  if (variance > 9) return Math.max(0, Math.min(n, Math.round(n * p + Math.sqrt(variance) * random.normal())));
  let successes = 0;
  for (let i = 0; i < n; i++) if (random.uniform() < p) successes++;
  return successes;
}
