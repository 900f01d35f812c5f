/**
 * `node benchmarks/speed/objectives.ts [objectives] [seriesOfPrometheus]`: what one tick costs: a new minute for every objective, then
 * all eight windows of each (5 and 30 min, 1, 2 and 6 h, 1, 3 and 30 d) and every burn rule judged. Printed beside it: memory of one
 * objective, the same windows by adding up raw minutes in typed arrays, and where Prometheus is installed the same eight windows asked
 * of it as instant queries on the same minutes, with the answers compared.
 */

import { type Book, bookOf } from '../../src/features/objectives/slo/book.ts';
import { workbookRules } from '../../src/features/objectives/slo/burn-windows.ts';
import { judgeBurns } from '../../src/features/objectives/slo/burns.ts';
import type { SloPlan } from '../../src/features/objectives/slo/plan.ts';
import { addMinute, bytesOf, putDaySlots, putMinutes } from '../../src/features/objectives/slo/totals.ts';
import { countWindows } from '../../src/features/objectives/slo/windows.ts';
import { day, minute } from '../../src/maths/instants.ts';
import { median } from '../../src/maths/quantiles.ts';
import { askPrometheus, programs } from './objectives-prometheus.ts';

const objectives = Number(process.argv[2] ?? 10_000);
const asked = Number(process.argv[3] ?? 100);
const ticks = 240;
const days = 30;
const perDay = day / minute;
/** Prometheus takes no samples of the future, so the minutes end with yesterday. */
const end = Math.floor(Date.now() / day) * day;
const begin = end - (days + 1) * day;
const windowMinutes = [5, 30, 60, 120, 360, 1_440, 4_320, days * 1_440];

/** What a minute of an objective counted, always the same: some 60 requests, every now and then some failed. */
const validAt = (index: number, at: number): number => 40 + ((index * 31 + at * 17) % 41);
const badAt = (index: number, at: number): number => ((index * 7 + at) % 97 === 0 ? 1 + (at % 3) : 0);

function planOf(index: number): SloPlan {
  const measure = { of: 'measure', measure: `m${index}` } as const;
  return {
    ...{ name: `o${index}`, displayName: `o${index}`, service: 's', subject: null, indicator: 'i', goodMeans: 'good' },
    ...{ method: 'Occurrences', targetText: '0.999', windowText: '30 days, rolling', why: null },
    rule: {
      reading: {
        ...{ kind: 'ratio', part: 'good' },
        counted: { ...measure, part: 'good' },
        total: { ...measure, part: 'valid' },
      },
      measures: {},
      slicing: { method: 'Occurrences' },
      ...{ targetText: '0.999', target: { numerator: 999, denominator: 1_000 } },
      window: { rolling: true, duration: '30d', minutes: days * 1_440 },
      hours: null,
    },
    burns: workbookRules(days * 1_440),
  };
}

/** Some minutes from `from` on (counted from the beginning) as the job puts them. */
function slots(index: number, from: number, to: number) {
  const length = to - from;
  const valid = Float64Array.from({ length }, (_, i) => validAt(index, from + i));
  return {
    from: begin + from * minute,
    valid,
    good: valid.map((all, i) => all - badAt(index, from + i)),
    measured: new Uint8Array(length).fill(1),
  };
}

function filled(count: number, known: number): Book {
  const plans = Array.from({ length: count }, (_, index) => {
    const plan = planOf(index);
    return { plan, versions: [{ plan, from: begin, to: null }] };
  });
  const book = bookOf(plans, begin + known * minute);
  for (let index = 0; index < count; index++) {
    putMinutes(book.totals, index, slots(index, known - 420, known));
    for (let first = 0; first < known; first += perDay)
      putDaySlots(book.totals, index, slots(index, first, Math.min(first + perDay, known)));
  }
  return book;
}

function tick(book: Book, at: number): { add: number; count: number; judge: number; all: number } {
  const { totals, windows, rules, burns } = book;
  const minuteNumber = begin / minute + at;
  const t0 = performance.now();
  for (let index = 0; index < rules.length; index++) {
    const valid = validAt(index, at);
    addMinute(totals, index, minuteNumber, valid - badAt(index, at), valid, 1);
  }
  const t1 = performance.now();
  countWindows(windows, totals, rules);
  const t2 = performance.now();
  judgeBurns(burns, windows, totals.ring.until);
  const t3 = performance.now();
  return { add: t1 - t0, count: t2 - t1, judge: t3 - t2, all: t3 - t0 };
}

const spread = (all: readonly number[]): string => {
  const sorted = all.toSorted((a, b) => a - b);
  return [sorted[0]!, median(sorted), sorted[Math.floor(sorted.length * 0.99)]!, sorted.at(-1)!]
    .map((ms) => ms.toFixed(2).padStart(9))
    .join('');
};

/** The same windows by adding up raw minutes, which lie one after the other in memory; microseconds an objective. */
function rawScan(count: number): number {
  const length = (days + 1) * perDay;
  const data = Array.from({ length: count }, (_, index) => slots(index, 0, length));
  const runs = Array.from({ length: 5 }, () => {
    const t0 = performance.now();
    let sum = 0;
    for (const { good, valid } of data)
      for (const minutes of windowMinutes)
        for (let at = length - minutes; at < length; at++) sum += valid[at]! - good[at]!;
    if (sum < 0) throw new Error('no sums');
    return performance.now() - t0;
  });
  return (median(runs) / count) * 1_000;
}

const last = (days + 1) * perDay;
console.log(
  `${objectives} objectives with 8 windows and 4 burn rules each; ${ticks} ticks; ms: least, median, 99 %, most`,
);
const beforeRss = process.memoryUsage.rss();
const book = filled(objectives, last - ticks);
const grown = process.memoryUsage.rss() - beforeRss;
const took = Array.from({ length: ticks }, (_, index) => tick(book, last - ticks + index));
const warm = took.slice(10);
console.log(`new minute for all   ${spread(warm.map(({ add }) => add))}`);
console.log(`eight windows of all ${spread(warm.map(({ count }) => count))}`);
console.log(`four rules of all    ${spread(warm.map(({ judge }) => judge))}`);
console.log(`the whole tick       ${spread(warm.map(({ all }) => all))}`);
const perTick = median(warm.map(({ all }) => all));
const ours = (perTick / objectives) * 1_000;
console.log(
  `an objective: ${ours.toFixed(3)} µs a tick, ${(bytesOf(book.totals) / objectives / 1_024).toFixed(1)} KiB of totals (process: ${(grown / objectives / 1_024).toFixed(1)} KiB)`,
);
const scan = rawScan(100);
console.log(`raw minutes added up: ${scan.toFixed(1)} µs an objective, ${(scan / ours).toFixed(0)} times as long`);

if (programs() === null) {
  console.log('Prometheus is not installed: nothing to compare with');
} else {
  const answers = await askPrometheus({ series: asked, begin, minutes: last, windowMinutes, validAt, badAt });
  const w = book.windows;
  for (const { minutes, milliseconds, bad } of answers) {
    const own = minutes === days * 1_440 ? 0 : w.minutes.subarray(w.first[0]!, w.first[1]!).indexOf(minutes);
    const differing = bad.filter((value, index) => {
      const at = w.first[index]! + own;
      return Math.abs(value - (w.valid[at]! - w.good[at]!)) > 1e-6;
    }).length;
    console.log(
      `Prometheus, ${String(minutes).padStart(5)} min: ${milliseconds.toFixed(1).padStart(8)} ms for ${asked} objectives; differing answers: ${differing}`,
    );
  }
  const theirs = (answers.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / asked) * 1_000;
  const short = answers
    .filter(({ minutes }) => minutes <= 4_320)
    .reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  console.log(
    `Prometheus: ${theirs.toFixed(0)} µs an objective for all eight, ${(theirs / ours).toFixed(0)} times as long as Waga's tick`,
  );
  console.log(
    `without the 30 d (a recording rule may keep it): ${((short / asked) * 1_000).toFixed(0)} µs, ${(((short / asked) * 1_000) / ours).toFixed(0)} times as long`,
  );
  console.log(
    'Prometheus answers over HTTP from samples on disk and works out each window anew; Waga adds one minute to totals in memory.',
  );
}
