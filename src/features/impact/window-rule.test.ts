import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractionReached } from './fraction-reached.ts';
import { chooseWindow, smallestDrop, windowChoices } from './window-rule.ts';

const sure = (perMinute: number) => ({ perMinute, dispersion: 1, relativeVariance: 0 });

describe('the window rule', () => {
  it.each([
    [60, 0.2, 5, true],
    [20, 0.2, 15, true],
    [8, 0.2, 30, true],
    [5, 0.2, 30, false],
    [5, 0.4, 15, true],
  ])('at %f a minute and a threshold of %f takes %i minutes', (rate, share, minutes, provable) => {
    expect(chooseWindow(sure(rate), share, 3)).toEqual({ minutes, provable });
  });

  it('says what is provable where the threshold is not: 24.5 % at 5 a minute', () => {
    expect(smallestDrop(sure(5), 30, 3)).toBeCloseTo(0.245, 3);
  });

  it('takes the shortest window that satisfies φ/(λW) + v ≤ (θ/z)²', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        number(0.1, 900),
        number(1, 4),
        number(0, 0.01),
        number(0.05, 0.9),
        (perMinute, dispersion, relativeVariance, share) => {
          const precision = { perMinute, dispersion, relativeVariance };
          const good = windowChoices.filter((w) => dispersion / (perMinute * w) + relativeVariance <= (share / 3) ** 2);
          const chosen = chooseWindow(precision, share, 3);
          expect(chosen).toEqual({ minutes: good[0] ?? 30, provable: good.length > 0 });
          if (chosen.provable) expect(smallestDrop(precision, chosen.minutes, 3)).toBeLessThanOrEqual(share * 1.000001);
        },
      ),
    );
  });

  it('proves nothing where nothing is expected', () => {
    expect(chooseWindow(sure(0), 0.4, 3)).toEqual({ minutes: 30, provable: false });
    expect(smallestDrop(sure(0), 30, 3)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('reaching a threshold', () => {
  it.each([
    [96, 120, 20, true],
    [97, 120, 20, false],
    [480, 600, 20, true],
    [0, 0, 20, false],
    [130, 120, 0, false],
  ])('%i of %f expected against %i %%: %s', (actual, expected, percent, reached) => {
    expect(fractionReached(actual, expected, { numerator: percent, denominator: 100 })).toBe(reached);
  });

  it('counts equality for every count, where floating point would not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 1000 }), (thousands, missing) => {
        const expected = thousands * 1000;
        const actual = thousands * (1000 - missing);
        expect(fractionReached(actual, expected, { numerator: missing, denominator: 1000 })).toBe(true);
        expect(fractionReached(actual + 1, expected, { numerator: missing, denominator: 1000 })).toBe(false);
      }),
    );
  });
});
