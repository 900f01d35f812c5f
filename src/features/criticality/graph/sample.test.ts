import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formulas } from './formula.ts';
import { sampledProbabilities, sampledProbability } from './sample.ts';

describe('sampledProbability', () => {
  it('holds the truth of single events, of all of some and of any of them, however likely', () => {
    const probability: fc.Arbitrary<number> = fc.constantFrom(
      0,
      1e-6,
      0.001,
      0.06,
      0.124,
      0.125,
      0.3,
      0.5,
      0.96875,
      0.999,
      1,
    );
    fc.assert(
      fc.property(fc.array(probability, { minLength: 2, maxLength: 6 }), (probabilities) => {
        const store = formulas();
        const events = probabilities.map((_, event) => store.event(event));
        const product = (numbers: readonly number[]): number => numbers.reduce((whole, one) => whole * one, 1);
        const truths = [
          ...probabilities,
          product(probabilities),
          1 - product(probabilities.map((p) => 1 - p)),
          // at least two of them
          1 -
            product(probabilities.map((p) => 1 - p)) -
            probabilities.reduce(
              (sum, p, at) => sum + p * product(probabilities.toSpliced(at, 1).map((q) => 1 - q)),
              0,
            ),
        ];
        const tops = [...events, store.and(events), store.or(events), store.atLeast(2, events)];
        for (const [at, { share, low, high }] of sampledProbabilities(store, tops, probabilities).entries()) {
          expect(truths[at]).toBeGreaterThanOrEqual(low - 1e-12);
          expect(truths[at]).toBeLessThanOrEqual(high + 1e-12);
          expect(share).toBeGreaterThanOrEqual(low);
          expect(share).toBeLessThanOrEqual(high);
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('gives equal events equal dice, so that what is decided differs by that alone', () => {
    const store = formulas();
    const probabilities = [0.01, 0.2, 0.3];
    const [a, b, c] = [0, 1, 2].map((event) => store.event(event));
    const either = store.or([a!, store.and([b!, c!])]);
    const given = (happens: boolean) =>
      sampledProbability(store, either, probabilities, new Map([[0, happens ? 1 : 0]])).share;
    expect(given(true)).toBe(1);
    expect(given(false)).toBe(sampledProbability(store, store.and([b!, c!]), probabilities).share);
  });
});
