import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fractionOf } from './exact-fraction.ts';
import { ExactSum } from './exact-sum.ts';

describe('an exact fraction', () => {
  test('is in lowest terms, its text cut and never rounded up', () => {
    expect(fractionOf(43_108n, 43_140n)).toEqual({ numerator: 10_777, denominator: 10_785, text: '0.999258' });
    expect(fractionOf(9_999_999n, 10_000_000n).text).toBe('0.999999');
    expect(fractionOf(0n, 7n)).toEqual({ numerator: 0, denominator: 1, text: '0.000000' });
    expect(fractionOf(7n, 7n)).toEqual({ numerator: 1, denominator: 1, text: '1.000000' });
    expect(() => fractionOf(1n, 0n)).toThrow(RangeError);
    expect(() => fractionOf(-1n, 2n)).toThrow(RangeError);
  });

  test('stays on the same side of every target where numbers cannot hold it', () => {
    const huge = fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n });
    const target = fc.tuple(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 1, max: 10 ** 9 }));
    fc.assert(
      fc.property(huge, huge, target, (one, other, [numerator, denominator]) => {
        const [n, d] = one < other ? [one, other] : [other, one];
        const held = fractionOf(n, d);
        expect(Number.isSafeInteger(held.numerator) && Number.isSafeInteger(held.denominator)).toBe(true);
        expect(BigInt(held.numerator) * d <= n * BigInt(held.denominator)).toBe(true);
        const [p, q] = [BigInt(numerator), BigInt(denominator)];
        expect(BigInt(held.numerator) * q >= p * BigInt(held.denominator)).toBe(n * q >= p * d);
      }),
    );
    // Just below the target by less than a number can tell: it is not met, and just above it is.
    const [q, far] = [999n, 10n ** 30n];
    expect(fractionOf(q * far - 1n, 1_000n * far).numerator / 1).not.toBe(999);
    expect(fractionOf(q * far + 1n, 1_000n * far)).toMatchObject({ numerator: 999, denominator: 1_000 });
  });
});

test('a sum stays exact beyond what a number holds', () => {
  const products = fc.array(fc.tuple(fc.maxSafeNat(), fc.maxSafeNat()), { maxLength: 20 });
  fc.assert(
    fc.property(products, (pairs) => {
      const sum = new ExactSum();
      for (const [one, other] of pairs) sum.add(one, other);
      expect(sum.value).toBe(pairs.reduce((all, [one, other]) => all + BigInt(one) * BigInt(other), 0n));
    }),
  );
});
