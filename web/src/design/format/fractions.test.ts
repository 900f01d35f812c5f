import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divisionText, fractionText, secondsText } from './fractions.ts';

const of = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('an exact fraction', () => {
  it.each([
    [43_075, 43_200, '99.711%'],
    [43_108, 43_140, '99.926%'],
    [43_120, 43_140, '99.954%'],
    [43_128, 43_140, '99.972%'],
    [1, 1, '100%'],
    [0, 1, '0%'],
    [999_999, 1_000_000, '99.9999%'],
    [1, 1_000_000, '0.0001%'],
    [1, 2, '50.000%'],
  ])('%i of %i reads %s', (numerator, denominator, text) =>
    expect(fractionText(of(numerator, denominator))).toBe(text),
  );

  it('never reads as met where it is not', () => {
    expect(fractionText(of(9_989_996, 10_000_000), of(999, 1_000))).toBe('99.89996%');
    expect(fractionText(of(9_989_999, 10_000_000), of(999, 1_000))).toBe('99.89999%');
    expect(fractionText(of(999, 1_000), of(999, 1_000))).toBe('99.900%');
  });

  it('reads as whole only where it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.nat(1e9), (denominator, less) => {
        const numerator = Math.max(0, denominator - less);
        expect(fractionText(of(numerator, denominator)) === '100%').toBe(numerator === denominator);
        expect(fractionText(of(numerator, denominator)) === '0%').toBe(numerator === 0);
      }),
    );
  });

  it('shows its division', () => expect(divisionText(of(43_108, 43_140))).toBe('43\u202f108 ÷ 43\u202f140'));
});

it.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [725, '12 min 5 s'],
  [3_600, '1 h'],
  [90_061, '1 d 1 h 1 min 1 s'],
  [378.25, '6 min 18.25 s'],
  [-720, '−12 min'],
])('%s seconds read %s', (seconds, text) => expect(secondsText(seconds)).toBe(text));
