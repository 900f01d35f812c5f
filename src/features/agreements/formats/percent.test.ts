import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentDigits, percentPlaces } from './percent.ts';

const share = fc
  .tuple(fc.integer({ min: 0, max: 40_000_000 }), fc.integer({ min: 1, max: 40_000_000 }))
  .map(([a, b]) => ({ numerator: Math.min(a, b), denominator: Math.max(a, b) }));

describe('percent of an exact fraction', () => {
  it.each([
    [43_075, 43_200, '99.711'],
    [43_108, 43_140, '99.926'],
    [43_120, 43_140, '99.954'],
    [43_128, 43_140, '99.972'],
    [1, 1, '100.000'],
    [0, 1, '0.000'],
    [1, 8, '12.500'],
    [1_000_001, 2_000_000, '50.000'],
    [999_995, 1_000_000, '99.9995'],
    [31_535_999, 31_536_000, '99.999997'],
    [1, 31_536_000, '0.000003'],
  ])('%i of %i is %s', (numerator, denominator, text) => expect(percentDigits({ numerator, denominator })).toBe(text));

  it('never rounds to the other side of a target', () => {
    const target = { numerator: 999, denominator: 1_000 };
    expect(percentDigits({ numerator: 9_989_996, denominator: 10_000_000 }, target)).toBe('99.89996');
    expect(percentDigits({ numerator: 9_989_996, denominator: 10_000_000 })).toBe('99.900');
    const fine = { numerator: 99_999, denominator: 100_000 };
    expect(percentDigits({ numerator: 99_999, denominator: 100_000 }, fine)).toBe('99.999');
  });

  it('shows everything on the side of the target where it is, and all and nothing only where they are', () => {
    fc.assert(
      fc.property(share, share, (fraction, target) => {
        const shown = percentDigits(fraction, target);
        const value = BigInt(shown.replace('.', ''));
        const scale = 100n * 10n ** BigInt(shown.split('.')[1]!.length);
        const met =
          BigInt(fraction.numerator) * BigInt(target.denominator) >=
          BigInt(target.numerator) * BigInt(fraction.denominator);
        expect(value * BigInt(target.denominator) >= BigInt(target.numerator) * scale).toBe(met);
        expect(value === scale).toBe(fraction.numerator === fraction.denominator);
        expect(value === 0n).toBe(fraction.numerator === 0);
      }),
    );
  });

  it('takes three places where that will do', () => {
    expect(percentPlaces({ numerator: 1, denominator: 3 })).toBe(3);
  });
});
