/**
 * `node benchmarks/speed/analyze.ts [processes]`: how long the method itself takes on 60 days of minutes: the loss of an outage, a
 * threshold pair with 500 bootstrap rounds, detection. Each is asked in so many fresh processes, first cold and then warm, beside two
 * references in the same processes: reading the same minutes with csv-parse alone, and the plain median of five weeks for each
 * minute. Time on the clock, and of the processor in the thread that works (a busy machine lengthens only the first).
 */
import { execFileSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import { detectSeries } from '../../src/features/impact/detect-series.ts';
import { findLoss } from '../../src/features/impact/loss.ts';
import { lossReport } from '../../src/features/impact/loss-report.ts';
import { analyzeThreshold } from '../../src/features/impact/threshold-analysis.ts';
import { minute, toRfc3339 } from '../../src/maths/instants.ts';
import { median } from '../../src/maths/quantiles.ts';
import { makeThresholdWorld } from '../accuracy/threshold-world.ts';
import { makeWorld, slice } from '../accuracy/world.ts';

const days = 60;
const outage = { fromMinute: 48 * 1440 + 700, minutes: 20, share: 0.8 };

/** Each question with its data ready: what is measured is the answer alone. */
const questions: Record<string, () => () => unknown> = {
  'loss, 60 days': () => {
    const world = makeWorld({ seed: 500_001, days, rate: 120, dispersion: 1.5, outages: [outage] });
    const at = (i: number): number => world.from + i * minute;
    const question = {
      series: slice(world, 0, world.counts.length),
      raw: { from: at(outage.fromMinute + 5), to: at(outage.fromMinute + 30) },
      ends: 'refined' as const,
      horizonMinutes: 120,
      timeZone: 'UTC',
      calendar: plainCalendar,
      value: { currency: 'PLN', minor: 15_000 },
    };
    return () => lossReport(question, findLoss(question));
  },
  'threshold pair, 500 rounds': () => {
    const world = makeThresholdWorld({ seed: 500_002, days, rate: 120, dispersion: 1.5, linked: true, load: 'same' });
    const series = { from: world.from, counts: world.counts };
    const business = { series, timeZone: 'UTC', calendar: plainCalendar, exclude: [] };
    const asked = { unit: 'ms', worse: 'higher' as const, value: null, at: [], draws: 500, seed: 1 };
    return () => analyzeThreshold({ business, readings: world.readings, ...asked });
  },
  'detection, 60 days': () => {
    const world = makeWorld({ seed: 500_003, days, rate: 120, dispersion: 1.5, outages: [outage] });
    const thresholds = { partial: { numerator: 2, denominator: 10 }, total: { numerator: 4, denominator: 10 } };
    const series = slice(world, 0, world.counts.length);
    return () => detectSeries({ series, thresholds, timeZone: 'UTC', calendar: plainCalendar });
  },
  'reference: csv-parse alone': () => {
    const { from, counts } = makeWorld({ seed: 500_004, days, rate: 120, dispersion: 1.5 });
    const text = `minute,orders\n${Array.from(counts, (n, i) => `${toRfc3339(from + i * minute)},${n}`).join('\n')}\n`;
    return () => parse(text);
  },
  'reference: median of five weeks': () => {
    const { counts } = makeWorld({ seed: 500_005, days, rate: 120, dispersion: 1.5 });
    return () => {
      const usual = new Float64Array(counts.length).fill(Number.NaN);
      for (let i = 5 * 10_080; i < counts.length; i++)
        usual[i] = median([1, 2, 3, 4, 5].map((k) => counts[i - k * 10_080]!));
      return usual;
    };
  },
};

interface Took {
  wall: number;
  processor: number;
}

function timed(work: () => unknown): Took {
  const began = performance.now();
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return { wall: performance.now() - began, processor: (user + system) / 1_000 };
}

function printed(name: string, of: string, all: readonly Took[]): void {
  const text = (key: keyof Took): string => {
    const sorted = all.map((one) => one[key]).toSorted((a, b) => a - b);
    return [sorted[0]!, median(sorted), sorted.at(-1)!].map((ms) => ms.toFixed(0).padStart(6)).join('');
  };
  console.log(`${name.padEnd(32)} ${of.padEnd(5)} clock ${text('wall')} ms   processor ${text('processor')} ms`);
}

const asked = process.argv[2];
const question = asked === undefined ? undefined : questions[asked];
if (question) {
  const answer = question();
  console.log(JSON.stringify(Array.from({ length: 6 }, () => timed(answer))));
} else {
  const processes = Number(asked ?? 7);
  console.log(`least, median and most of ${processes} fresh processes (cold: first answer; warm: the sixth)`);
  for (const name of Object.keys(questions)) {
    const runs = Array.from({ length: processes }, () => {
      const out = execFileSync(process.execPath, [import.meta.filename, name], { encoding: 'utf8' });
      return JSON.parse(out) as Took[];
    });
    for (const [of, nth] of [
      ['cold', 0],
      ['warm', 5],
    ] as const)
      printed(
        name,
        of,
        runs.map((run) => run[nth]!),
      );
  }
}
