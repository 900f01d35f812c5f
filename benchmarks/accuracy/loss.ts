import { reckon } from '../../src/features/impact/reckon.ts';
import { indexOf } from '../../src/features/impact/walk-state.ts';
import { minute } from '../../src/maths/instants.ts';
import { quantile } from '../../src/maths/quantiles.ts';
import { walkOnce } from './detection.ts';
import { fiveWeeks, makeWorld } from './world.ts';

export interface LossError {
  /** (lost − truth)/truth, from the onset that was found to the tenth minute. */
  errors: number[];
  /** How often the interval held the truth. */
  inside: number;
  missed: number;
}

/** Ten minutes into a drop of `share`: what is said to be lost against what the world knows (its means, without chance). */
export function measureLoss(rate: number, share: number, worlds: number, seed: number): LossError {
  const result: LossError = { errors: [], inside: 0, missed: 0 };
  for (let w = 0; w < worlds; w++) {
    const at = fiveWeeks + 540 + ((w * 73) % 600);
    const world = makeWorld({
      seed: seed + w,
      days: 36,
      rate,
      dispersion: 1 + (w % 4) / 2,
      outages: [{ fromMinute: at, minutes: 10, share }],
    });
    const state = walkOnce(world, at - 120, at + 10);
    const drop = state.open ?? state.closed.find((one) => one.endedAt > world.from + at * minute);
    if (!drop) {
      result.missed++;
      continue;
    }
    const { lost } = reckon(state, indexOf(state, drop.onset), state.minutes, null);
    let truth = 0;
    for (let i = at; i < at + 10; i++) truth += world.undisturbed[i]! - world.mean[i]!;
    result.errors.push(lost.value / truth - 1);
    if (lost.low <= truth && truth <= lost.high) result.inside++;
  }
  return result;
}

if (import.meta.main) {
  const worlds = Number(process.argv[2] ?? 60);
  for (const rate of [60, 100, 160]) {
    for (const share of [0.75, 0.5]) {
      const { errors, inside, missed } = measureLoss(rate, share, worlds, Number(process.argv[3] ?? 40_000));
      const absolute = errors.map(Math.abs);
      console.log(
        `rate ${rate} share ${share}: lost after 10 minutes off by ${(100 * quantile(absolute, 0.5)).toFixed(1)} % (median), ${(100 * quantile(absolute, 0.9)).toFixed(1)} % (90 %), bias ${((100 * errors.reduce((a, b) => a + b, 0)) / errors.length).toFixed(1)} %, within 15 % in ${((100 * absolute.filter((e) => e <= 0.15).length) / (errors.length + missed)).toFixed(0)} %, interval held the truth in ${((100 * inside) / errors.length).toFixed(0)} %, missed ${missed} of ${worlds}`,
      );
    }
  }
}
