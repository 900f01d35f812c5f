import { plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import { learnProfile } from '../../src/features/expectations/learn.ts';
import { expectBlock, expectedSum, startTrack, takeIn } from '../../src/features/expectations/level-track.ts';
import { minute } from '../../src/maths/instants.ts';
import { fiveWeeks, makeWorld, slice, type World } from './world.ts';

/** What one length of window showed. */
export interface Coverage {
  windows: number;
  inside: number;
  below: number;
  above: number;
  /** Σ((E−μ)²/(φμ)): how much the expectation's own error adds to pure counting noise. */
  excess: number;
  /** Σ width over the width of an oracle that knows μ and φ. */
  width: number;
}

export const lengths = [5, 15, 60, 240] as const;

export function newCoverage(): Coverage {
  return { windows: 0, inside: 0, below: 0, above: 0, excess: 0, width: 0 };
}

/** Learns five weeks of a six-week world, then forecasts windows of the sixth, each from half an hour before it. */
export function measureCoverage(world: World, results: Map<number, Coverage>, historyMinutes = fiveWeeks): void {
  const learned = learnProfile(slice(world, 0, historyMinutes), {
    timeZone: 'UTC',
    calendar: plainCalendar,
    exclude: [],
  });
  if ('refusal' in learned) throw new Error(learned.refusal);
  const test = slice(world, historyMinutes, world.counts.length);
  const n = test.counts.length;
  const track = startTrack(learned.profile, test.from, n);
  for (let b = 0; b < n / 10; b++)
    takeIn(
      track,
      b,
      (i) => test.counts[b * 10 + i]!,
      () => false,
    );
  const z = 1.6448536;
  for (const length of lengths) {
    const tally = results.get(length) ?? newCoverage();
    results.set(length, tally);
    for (let first = 60; first + length <= n; first += Math.max(60, length)) {
      const expected = frozenExpectation(track, first, length);
      const sum = expectedSum(track, expected, first, first + length);
      let actual = 0;
      let truth = 0;
      for (let i = first; i < first + length; i++) {
        actual += test.counts[i]!;
        truth += world.mean[historyMinutes + i]!;
      }
      tally.windows++;
      if (actual < sum.low) tally.below++;
      else if (actual > sum.high) tally.above++;
      else tally.inside++;
      tally.excess += (sum.mean - truth) ** 2 / (world.dispersion * truth);
      tally.width += (sum.high - sum.low) / (2 * z * Math.sqrt(world.dispersion * truth));
    }
  }
}

/** Expected minutes of a window seen from half an hour before it: the level stands still from there on. */
export function frozenExpectation(track: ReturnType<typeof startTrack>, first: number, length: number): Float64Array {
  const hidden = { ...track, states: track.states.slice(0, Math.floor(first / 10) - 2) };
  const out = new Float64Array(first + length).fill(Number.NaN);
  for (let b = Math.floor(first / 10); b * 10 < first + length; b++) {
    const last = hidden.states.length - 1;
    while (hidden.states.length <= b) {
      const at = hidden.states.length - 1;
      takeIn(
        hidden,
        at,
        () => Number.NaN,
        () => true,
      );
    }
    const { level } = expectBlock(hidden, b);
    for (let i = Math.max(first, b * 10); i < Math.min(first + length, b * 10 + 10); i++)
      out[i] = track.base[i]! * level;
    if (last < 0) throw new Error('no state before the window');
  }
  return out;
}

if (import.meta.main) {
  const seeds = Number(process.argv[2] ?? 40);
  const firstSeed = Number(process.argv[3] ?? 10_000);
  for (const rate of [8, 30, 120, 500]) {
    const results = new Map<number, Coverage>();
    for (let s = 0; s < seeds; s++) {
      const world = makeWorld({ seed: firstSeed + s, days: 42, rate, dispersion: 1 + (s % 5) / 2 });
      measureCoverage(world, results);
    }
    for (const [length, c] of results) {
      console.log(
        `rate ${String(rate).padStart(3)} sum ${String(length).padStart(3)} min: inside ${((100 * c.inside) / c.windows).toFixed(1)} % (below ${((100 * c.below) / c.windows).toFixed(1)}, above ${((100 * c.above) / c.windows).toFixed(1)}), excess ${Math.sqrt(1 + c.excess / c.windows).toFixed(2)}, width ${(c.width / c.windows).toFixed(2)} of the oracle's, ${c.windows} windows`,
      );
    }
  }
  console.log(`one minute is ${minute} ms`);
}
