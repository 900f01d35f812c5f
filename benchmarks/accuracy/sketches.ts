import { performance } from 'node:perf_hooks';
import { positiveBin } from '../../src/features/signals/bins.ts';
import { quantileSorted } from '../../src/maths/quantiles.ts';
import { seededRandom } from '../../src/maths/random.ts';
import {
  addToDdSketch,
  mergeIntoDdSketch,
  newDdSketch,
  quantileOfDdSketch,
} from '../../src/maths/sketches/ddsketch.ts';
import { exponentialIndex, exponentialValue } from '../../src/maths/sketches/exponential-histogram.ts';
import {
  addToHyperLogLog,
  bytesOfHyperLogLog,
  distinctOf,
  mergeIntoHyperLogLog,
  newHyperLogLog,
} from '../../src/maths/sketches/hyperloglog.ts';

/**
 * `node benchmarks/accuracy/sketches.ts`: what sketches would bring where the server counts exactly or by stored bins: an hour's
 * latencies in minutes of their own, put together, and the distinct users of a day put together from its hours.
 */
const scale = 4;

function timed<T>(work: () => T): { value: T; ms: number } {
  const began = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(began);
  return { value, ms: (user + system) / 1_000 };
}

/** Sixty minutes of lognormal latencies, in milliseconds. */
function latencies(): number[][] {
  const random = seededRandom(1);
  return Array.from({ length: 60 }, () => Array.from({ length: 2_000 }, () => Math.exp(5 + 0.8 * random.normal())));
}

function printLatencies(): void {
  const minutes = latencies();
  const all = Float64Array.from(minutes.flat()).sort();
  const binned = minutes.map((values) => {
    const bins = new Map<number, number>();
    for (const value of values) {
      const bin = positiveBin(exponentialIndex(scale, value))!;
      bins.set(bin, (bins.get(bin) ?? 0) + 1);
    }
    return bins;
  });
  const sketched = minutes.map((values) => {
    const sketch = newDdSketch();
    for (const value of values) addToDdSketch(sketch, value);
    return sketch;
  });
  const bins = timed(() => {
    const sum = new Map<number, number>();
    for (const one of binned) for (const [bin, n] of one) sum.set(bin, (sum.get(bin) ?? 0) + n);
    return sum;
  });
  const sketch = timed(() => {
    const sum = newDdSketch();
    for (const one of sketched) mergeIntoDdSketch(sum, one);
    return sum;
  });
  console.log(
    `Latency, 60 minutes of 2 000 put together: stored bins ${bins.ms.toFixed(1)} ms, DDSketch ${sketch.ms.toFixed(1)} ms`,
  );
  const middle = positiveBin(0)!;
  for (const p of [0.5, 0.95, 0.99]) {
    const exact = quantileSorted(all, p);
    const bin = binOfRank(bins.value, Math.floor(p * (all.length - 1)));
    const off = (value: number): string => `${(100 * Math.abs(value / exact - 1)).toFixed(2)} %`;
    console.log(
      `  p${100 * p}: bins off by ${off(exponentialValue(scale, bin - middle))} (at most 2.17 %), DDSketch ${off(quantileOfDdSketch(sketch.value, p))} (1 %)`,
    );
  }
}

function binOfRank(bins: ReadonlyMap<number, number>, rank: number): number {
  let below = 0;
  for (const [bin, n] of [...bins].sort(([a], [b]) => a - b)) {
    below += n;
    if (below > rank) return bin;
  }
  throw new RangeError('a rank within the counted values was expected');
}

/** Users of 24 hours, each hour a random part of them. */
function printUsers(users: number): void {
  const random = seededRandom(users);
  const hours = Array.from({ length: 24 }, () =>
    Array.from({ length: Math.round(users / 8) }, () => `user-${Math.floor(users * random.uniform())}`),
  );
  const exact = timed(() => new Set(hours.flat()).size);
  const counted = timed(() =>
    hours.map((names) => {
      const counter = newHyperLogLog();
      for (const name of names) addToHyperLogLog(counter, name);
      return counter;
    }),
  );
  const merged = timed(() => {
    const day = newHyperLogLog();
    for (const one of counted.value) mergeIntoHyperLogLog(day, one);
    return distinctOf(day);
  });
  const bytes = counted.value.reduce((sum, one) => sum + bytesOfHyperLogLog(one).length, 0);
  const off = (100 * Math.abs(merged.value / exact.value - 1)).toFixed(2);
  console.log(
    `Users of a day, ${exact.value}: a set of all ${exact.ms.toFixed(0)} ms; HyperLogLog counted ${counted.ms.toFixed(0)} ms, put together ${merged.ms.toFixed(1)} ms, off by ${off} %, ${Math.round(bytes / 1_024)} KB for 24 hours`,
  );
}

const began = performance.now();
printLatencies();
for (const users of [1_000, 20_000, 300_000]) printUsers(users);
console.log(`Done in ${((performance.now() - began) / 1_000).toFixed(1)} s.`);
