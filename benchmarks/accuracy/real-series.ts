import { plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import { learnAround, reckonLoss } from '../../src/features/impact/loss.ts';
import type { LossReport } from '../../src/features/impact/loss-answer.ts';
import type { LossQuestion } from '../../src/features/impact/loss-question.ts';
import { lossReport } from '../../src/features/impact/loss-report.ts';
import { day, minute } from '../../src/maths/instants.ts';
import { median } from '../../src/maths/quantiles.ts';
import { seededRandom } from '../../src/maths/random.ts';
import { type PublicSeries, publicNames, publicSeries } from './series-files.ts';

const horizonMinutes = 240;
const lengths = [60, 240] as const;
/** Shares removed and brought back; 0 removed is the placebo. */
const injections = [
  [0, 0],
  [0.3, 0],
  [0.3, 0.6],
  [0.6, 0.3],
  [1, 0],
  [1, 0.3],
  [1, 0.6],
] as const;

interface Shown {
  windows: number;
  /** Σ(estimate − truth)/expected, and how often the interval held the truth, for gross, recovered and net. */
  bias: [number[], number[], number[]];
  held: [number, number, number];
  called: number;
}

const nothing = (): Shown => ({ windows: 0, bias: [[], [], []], held: [0, 0, 0], called: 0 });

/** Series that are counts of business-like things. */
function countSeries(): PublicSeries[] {
  const names = ['realKnownCause/nyc_taxi.csv', ...publicNames('realTweets')];
  return names.flatMap((name) => publicSeries(name) ?? []);
}

/** The series with a share of a window removed and `back` of that returned over the horizon, falling off by halves. */
function injected(one: PublicSeries, from: number, length: number, removed: number, back: number): Float64Array {
  const counts = one.series.counts.slice();
  let lost = 0;
  for (let i = from; i < from + length; i++) {
    lost += removed * counts[i]!;
    counts[i] = (1 - removed) * counts[i]!;
  }
  const weights = Array.from({ length: horizonMinutes }, (_, k) => 0.5 ** (k / 30));
  const total = weights.reduce((a, b) => a + b, 0);
  weights.forEach((weight, k) => {
    counts[from + length + k] = counts[from + length + k]! + (back * lost * weight) / total;
  });
  return counts;
}

function removedFrom(one: PublicSeries, from: number, length: number, removed: number): number {
  let sum = 0;
  for (let i = from; i < from + length; i++) sum += removed * one.series.counts[i]!;
  return sum;
}

function score(shown: Shown, report: LossReport, gross: number, back: number): void {
  if (!report.recovered || !report.net) return;
  shown.windows++;
  const pairs = [
    [report.lost, gross],
    [report.recovered, back],
    [report.net, gross - back],
  ] as const;
  pairs.forEach(([estimate, truth], k) => {
    shown.bias[k]!.push((estimate.value - truth) / report.expected.value);
    if (truth >= estimate.low && truth <= estimate.high) shown.held[k] = shown.held[k]! + 1;
  });
  if (report.lost.low > 0 || report.lost.high < 0) shown.called++;
}

/** Windows of real series without a label: removes and brings back a known share and asks what was lost. */
export function printRealSeries(windowsPerSeries: number): void {
  const bySeries = new Map<string, Shown>();
  const byInjection = new Map<string, Shown>();
  for (const one of countSeries()) {
    const random = seededRandom(one.name.length);
    for (let k = 0; k < windowsPerSeries; k++) {
      const length = lengths[k % lengths.length]!;
      const from = cleanWindow(one, random.uniform, length);
      if (from === null) continue;
      const learned = learnAround(questionOf(one, one.series.counts, from, length));
      for (const [removed, back] of injections) {
        const counts = injected(one, from, length, removed, back);
        const question = questionOf(one, counts, from, length);
        // what was learned does not see the window, so it is the same for every injection
        const shift = (learned.profile.learnedFrom - one.series.from) / minute;
        const history = { ...learned.history, counts: counts.subarray(shift, shift + learned.history.counts.length) };
        const report = lossReport(question, reckonLoss(question, { ...learned, history }));
        const gross = removedFrom(one, from, length, removed);
        const family = one.name.includes('taxi') ? 'taxi' : 'tweets';
        const name = `${family}: ${100 * removed} % removed, ${100 * back} % back`;
        score(entry(byInjection, name), report, gross, back * gross);
        if (removed === 0) score(entry(bySeries, one.name), report, 0, 0);
      }
    }
  }
  console.log('\nPlacebos on real series: how often zero lies inside the interval of lost');
  let [called, windows] = [0, 0];
  for (const [name, shown] of bySeries) {
    console.log(
      `  ${name.padEnd(36)} ${percent(shown.windows - shown.called, shown.windows)} (${shown.windows} windows)`,
    );
    called += shown.called;
    windows += shown.windows;
  }
  console.log(`  ${'pooled'.padEnd(36)} ${percent(windows - called, windows)} (${windows} windows)`);
  console.log('\nInjection into the same windows: mean (and median) bias in points of what was expected, and coverage');
  for (const [name, shown] of byInjection) {
    const part = (k: number): string =>
      `${points(mean(shown.bias[k]!))} (median ${points(median(shown.bias[k]!))}), ${percent(shown.held[k]!, shown.windows)}`;
    console.log(`  ${name.padEnd(30)} gross ${part(0)}   recovered ${part(1)}   net ${part(2)}`);
  }
}

function entry(all: Map<string, Shown>, name: string): Shown {
  const found = all.get(name) ?? nothing();
  all.set(name, found);
  return found;
}

function questionOf(one: PublicSeries, counts: Float64Array, from: number, length: number): LossQuestion {
  const at = (i: number): number => one.series.from + i * minute;
  return {
    series: { from: one.series.from, counts },
    raw: { from: at(from), to: at(from + length) },
    ends: 'given',
    horizonMinutes,
    timeZone: 'UTC',
    calendar: plainCalendar,
    value: null,
    stepMinutes: one.stepMinutes,
  };
}

/** A window with its horizon that no label touches, three weeks or more from the begin and a day from the end. */
function cleanWindow(one: PublicSeries, uniform: () => number, length: number): number | null {
  const { series, stepMinutes, flagged } = one;
  const [first, last] = [21 * 1440, series.counts.length - 2 * 1440];
  for (let tries = 0; tries < 200; tries++) {
    const from = Math.floor((first + uniform() * (last - first)) / stepMinutes) * stepMinutes;
    const at = series.from + from * minute;
    const until = at + (length + horizonMinutes) * minute;
    const known = series.counts.subarray(from, from + length + horizonMinutes).every((count) => !Number.isNaN(count));
    if (known && flagged.every((label) => label.to < at - day / 24 || label.from >= until)) return from;
  }
  return null;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const points = (share: number): string => (100 * share).toFixed(1).padStart(5);
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

if (import.meta.main) printRealSeries(Number(process.argv[2] ?? 40));
