import { plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import { learnProfile } from '../../src/features/expectations/learn.ts';
import { expectedSum, startTrack, takeIn } from '../../src/features/expectations/level-track.ts';
import { blockMinutes } from '../../src/features/expectations/profile.ts';
import { frozenExpectation, lengths } from './coverage.ts';
import { makeWorld, slice, type World } from './world.ts';

/** What forecasts of one horizon showed: how far the expectation lies from the true mean, and how often the interval held. */
export interface Drift {
  windows: number;
  inside: number;
  /** Σ (expected − true mean)/true mean. */
  error: number;
}

/** Learns `history` days of a world that grows steadily, then forecasts windows of the two days after, each from half an hour before it. */
export function measureDrift(world: World, historyDays: number, results: Map<number, Drift>): void {
  const first = (world.counts.length / 1440 - 2 - historyDays) * 1440;
  const last = first + historyDays * 1440;
  const options = { timeZone: 'UTC', calendar: plainCalendar, exclude: [] };
  const learned = learnProfile(slice(world, first, last), options);
  if ('refusal' in learned) throw new Error(learned.refusal);
  const test = slice(world, last, world.counts.length);
  const n = test.counts.length;
  const track = startTrack(learned.profile, test.from, n);
  for (let b = 0; b < n / blockMinutes; b++) {
    takeIn(
      track,
      b,
      (i) => test.counts[b * blockMinutes + i]!,
      () => false,
    );
  }
  for (const length of lengths) {
    const drift = results.get(length) ?? { windows: 0, inside: 0, error: 0 };
    results.set(length, drift);
    for (let from = 60; from + length <= n; from += Math.max(60, length)) {
      const sum = expectedSum(track, frozenExpectation(track, from, length), from, from + length);
      let [actual, truth] = [0, 0];
      for (let i = from; i < from + length; i++) {
        actual += test.counts[i]!;
        truth += world.mean[last + i]!;
      }
      drift.windows++;
      if (actual >= sum.low && actual <= sum.high) drift.inside++;
      drift.error += sum.mean / truth - 1;
    }
  }
}

/** Prints the bias and the coverage by growth, length of history and of the window. */
function printTrend(firstSeed: number, worlds: number): void {
  console.log(
    `\nSteady growth: bias of the expectation (share of windows inside), ${worlds} worlds a row, 120 a minute`,
  );
  for (const weekly of [0, 0.01, 0.03, -0.03]) {
    for (const days of [4, 6, 10, 13, 21, 35, 49]) {
      const results = new Map<number, Drift>();
      for (let k = 0; k < worlds; k++) {
        const growth = Math.log(1 + weekly);
        const dispersion = 1 + (k % 4) / 2;
        const world = makeWorld({
          seed: firstSeed + k,
          days: 2 + days,
          rate: 120,
          dispersion,
          growth,
          weather: 0.01 + 0.02 * ((k % 5) / 4),
        });
        measureDrift(world, days, results);
      }
      const cells = [...results].map(
        ([length, { windows, inside, error }]) =>
          `${length} min ${((100 * error) / windows).toFixed(2).padStart(6)} % (${((100 * inside) / windows).toFixed(1)} %)`,
      );
      console.log(
        `  ${(100 * weekly).toFixed(0).padStart(3)} % a week, ${String(days).padStart(2)} days   ${cells.join('   ')}`,
      );
    }
  }
}

// worlds from 1 on are for looking; those reported begin at 500 000
if (import.meta.main) printTrend(Number(process.argv[2] ?? 500_000), Number(process.argv[3] ?? 60));
