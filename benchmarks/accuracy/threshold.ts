import { plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import { analyzeThreshold } from '../../src/features/impact/threshold-analysis.ts';
import type { ThresholdAnswer } from '../../src/features/impact/threshold-answer.ts';
import { binDoses, neighbourDoses } from '../../src/features/impact/threshold-dose.ts';
import { fitStick } from '../../src/features/impact/threshold-stick.ts';
import { quantile } from '../../src/maths/quantiles.ts';
import { type Load, makeThresholdWorld, type ThresholdWorld } from './threshold-world.ts';

/**
 * Accuracy of threshold curves on simulated worlds: `node benchmarks/accuracy/threshold.ts [linked per rate] [unlinked per
 * rate] [draws] [first seed]`. The worlds used while the method was made had first seeds below 10 000; reported are those
 * from 50 000 on.
 */
const rates = [60, 200, 600, 2_000];
const loads: readonly Load[] = ['none', 'same', 'lagged'];

interface Tally {
  worlds: number;
  found: number;
  kneeErrors: number[];
  errorsKnowingMean: number[];
  errorsKnowingAttempts: number[];
  kneeInside: number;
  kneeWidth: number;
  lossInside: number;
  losses: number;
  lagRight: number;
}

function newTally(): Tally {
  const zero = { worlds: 0, found: 0, kneeInside: 0, kneeWidth: 0, lossInside: 0, losses: 0, lagRight: 0 };
  return { ...zero, kneeErrors: [], errorsKnowingMean: [], errorsKnowingAttempts: [] };
}

function analyzed(world: ThresholdWorld, draws: number): ThresholdAnswer {
  const answer = analyzeThreshold({
    business: {
      series: { from: world.from, counts: world.counts },
      timeZone: 'UTC',
      calendar: plainCalendar,
      exclude: [],
    },
    readings: world.readings,
    unit: 'ms',
    worse: 'higher',
    value: null,
    at: [],
    draws,
    seed: 1,
  });
  if ('refusal' in answer) throw new Error(answer.refusal);
  return answer;
}

/** Knee of the same stick on the same doses, when what would have come is known minute by minute. */
function kneeKnowing(world: ThresholdWorld, expected: Float64Array): number {
  const bins = binDoses(neighbourDoses(world.readings, 0));
  const actual = new Float64Array(bins.x.length);
  const wanted = new Float64Array(bins.x.length);
  for (let i = world.lagMinutes; i < world.counts.length; i++) {
    const k = bins.binOf[i - world.lagMinutes]!;
    if (k < 0) continue;
    actual[k]! += world.counts[i]!;
    wanted[k]! += expected[i]!;
  }
  const y = actual.map((a, k) => a / wanted[k]!);
  const weight = wanted.map((w) => 1 / (1 / w + 1e-5));
  const stick = fitStick({ x: bins.x, y, weight }, { falling: true, floor: true, pointsBeyond: 5 });
  return stick?.knee ?? Number.POSITIVE_INFINITY;
}

function judge(world: ThresholdWorld, answer: ThresholdAnswer, tally: Tally): void {
  const error = (knee: number): number => Math.min(1, Math.abs(knee / world.knee - 1));
  tally.worlds++;
  tally.errorsKnowingMean.push(error(kneeKnowing(world, world.mean)));
  const attempts = world.attempts.map((tried) => tried * world.conversion);
  tally.errorsKnowingAttempts.push(error(kneeKnowing(world, attempts)));
  if (!answer.knee) {
    tally.kneeErrors.push(1);
    return;
  }
  const { value, low, high } = answer.knee;
  tally.found++;
  tally.kneeErrors.push(error(value));
  if (low <= world.knee && world.knee <= high) tally.kneeInside++;
  tally.kneeWidth += (high - low) / world.knee;
  if (answer.lagMinutes === world.lagMinutes) tally.lagRight++;
  const hourly = (60 * world.mean.reduce((a, b) => a + b, 0)) / world.mean.length;
  for (const { x, loss } of answer.lossPerHour) {
    if (x < 1.2 * world.knee || x > 2.5 * world.knee) continue;
    const truth = hourly * (1 - world.response(x));
    tally.losses++;
    if (loss.low <= truth && truth <= loss.high) tally.lossInside++;
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function print(name: string, t: Tally): void {
  const error = quantile(t.kneeErrors, 0.5);
  const [mean, attempts] = [quantile(t.errorsKnowingMean, 0.5), quantile(t.errorsKnowingAttempts, 0.5)];
  console.log(
    `${name.padEnd(10)} found ${t.found} of ${t.worlds}; median knee error ${percent(error)}, ${(error / mean).toFixed(2)} times that knowing the mean, ${(error / attempts).toFixed(2)} times knowing the attempts; interval holds the knee ${percent(t.kneeInside / t.found)}, mean width ${percent(t.kneeWidth / t.found)}; loss inside ${percent(t.lossInside / t.losses)} of ${t.losses}; lag right ${percent(t.lagRight / t.found)}`,
  );
}

function add(into: Tally, from: Tally): void {
  for (const name of ['worlds', 'found', 'kneeInside', 'kneeWidth', 'lossInside', 'losses', 'lagRight'] as const)
    into[name] += from[name];
  for (const name of ['kneeErrors', 'errorsKnowingMean', 'errorsKnowingAttempts'] as const)
    into[name].push(...from[name]);
}

if (import.meta.main) {
  const [linked, unlinked, draws, firstSeed] = [20, 50, 200, 50_000].map((usual, i) =>
    Number(process.argv[2 + i] ?? usual),
  ) as [number, number, number, number];
  const began = performance.now();
  const all = newTally();
  for (const rate of rates) {
    const tally = newTally();
    for (let s = 0; s < linked; s++) {
      const lagMinutes = s % 4 === 3 ? 1 + (s % 5) : 0;
      const dispersion = 1 + (s % 4) / 2;
      const load = loads[s % 3]!;
      const world = makeThresholdWorld({
        seed: firstSeed + s + rate,
        days: 60,
        rate,
        dispersion,
        linked: true,
        load,
        lagMinutes,
      });
      judge(world, analyzed(world, draws), tally);
    }
    print(`${rate}/min`, tally);
    add(all, tally);
  }
  print('all', all);
  for (const load of ['same', 'lagged'] as const) {
    let found = 0;
    let pairs = 0;
    for (let s = 0; s < 2 * unlinked; s++) {
      const rate = rates[s % rates.length]!;
      const world = makeThresholdWorld({
        seed: firstSeed + 100_000 + s,
        days: 60,
        rate,
        dispersion: 1 + (s % 3),
        linked: false,
        load,
      });
      pairs++;
      if (analyzed(world, 1).link) found++;
    }
    console.log(
      `no link, load of the ${load === 'same' ? 'same minute' : 'minutes before'} confounds: ${found} of ${pairs} pairs called linked (${percent(found / pairs)})`,
    );
  }
  const pair = makeThresholdWorld({ seed: 1, days: 60, rate: 200, dispersion: 1.5, linked: true, load: 'same' });
  const start = performance.now();
  analyzed(pair, 500);
  console.log(`one pair of 60 days with 500 draws: ${((performance.now() - start) / 1000).toFixed(2)} s`);
  const core = process.cpuUsage().user / 1e6;
  console.log(`${Math.round((performance.now() - began) / 1000)} s in all, ${Math.round(core)} s of one core`);
}
