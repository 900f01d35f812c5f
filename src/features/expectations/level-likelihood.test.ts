import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LevelBlocks, startingPoint } from './level-blocks.ts';
import { predictLevel, startLevel, stepConstants, updateLevel } from './level-filter.ts';
import { levelLikelihood } from './level-likelihood.ts';
import { blockMs } from './profile.ts';

/** The same by the filter that everything else runs on, one block at a time. */
function byTheFilter(
  { from, counts, base, jumps }: LevelBlocks,
  dynamics: Parameters<typeof stepConstants>[0],
): number {
  const step = stepConstants(dynamics);
  const level = startLevel(from, dynamics, startingPoint({ from, counts, base, jumps }));
  let sum = 0;
  for (let b = 0; b < counts.length; b++) {
    predictLevel(level, step, jumps[b]!, blockMs);
    const { z, variance } = updateLevel(level, counts[b]!, base[b]!, 1.5);
    if (variance > 0 && b >= 6) sum -= 0.5 * (Math.log(variance) + Math.min(z * z, 12));
  }
  return sum;
}

describe('the likelihood of a history', () => {
  it('is to the last digit what the filter itself finds, with unknown blocks, outages and odd days among them', () => {
    const some = fc.record({
      count: fc.nat({ max: 2_000 }),
      base: fc.oneof(fc.constant(0), fc.double({ min: 0.5, max: 1_500, noNaN: true })),
      jump: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(0.04) }),
    });
    const dynamics = fc.constantFrom(
      { fastSd: 0.03, fastMinutes: 90, slowSdPerDay: 0.02 },
      { fastSd: 0.25, fastMinutes: 720, slowSdPerDay: 0.002 },
      { fastSd: 0.002, fastMinutes: 20, slowSdPerDay: 0.16 },
    );
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 60 }), dynamics, (list, one) => {
        const blocks = {
          from: 0,
          counts: Float64Array.from(list, ({ count }) => count),
          base: Float64Array.from(list, ({ base }) => base),
          jumps: Float64Array.from(list, ({ jump }) => jump),
        };
        expect(levelLikelihood(blocks, one, 1.5)).toBe(byTheFilter(blocks, one));
      }),
    );
  });
});
