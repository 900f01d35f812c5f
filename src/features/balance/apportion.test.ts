import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addEstimates } from '../../maths/add-estimates.ts';
import type { Estimate } from '../../maths/estimate.ts';
import { apportion, splitWhole } from './apportion.ts';

const money = (value: number, low: number, high: number, unit = 'PLN-minor'): Estimate => ({
  value,
  unit,
  low,
  high,
  level: 0.9,
  method: 'expected less actual',
  basis: { minutes: 10 },
  grade: 'observed',
  version: '1',
  completeness: 1,
});
const sum = (parts: number[]) => parts.reduce((total, part) => total + part, 0);

describe('splitWhole', () => {
  it('gives what is left over to the largest remainders', () => {
    expect(splitWhole(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitWhole(-7, [1, 2, 0])).toEqual([-2, -5, 0]);
    expect(splitWhole(5, [0, 0])).toEqual([0, 0]);
  });

  it('adds up exactly and never strays a whole unit, beyond 2^53 on the way too', () => {
    const amount = fc.maxSafeInteger();
    const weights = fc.array(fc.nat(132_480), { minLength: 1, maxLength: 5 }).filter((some) => sum(some) > 0);
    fc.assert(
      fc.property(amount, weights, (whole, some) => {
        const parts = splitWhole(whole, some);
        const total = BigInt(sum(some));
        expect(parts.map(BigInt).reduce((one, other) => one + other, 0n)).toBe(BigInt(whole));
        parts.forEach((part, index) => {
          const off = BigInt(part) * total - BigInt(whole) * BigInt(some[index]!);
          expect(off < total && off > -total).toBe(true);
        });
      }),
    );
  });
});

describe('apportion', () => {
  it('splits 189 000.00 PLN of 12 minutes into 9 and 3', () => {
    const [most, rest] = apportion(money(18_900_000, 18_000_000, 19_800_000), [9, 3]);
    expect(most).toMatchObject({ value: 14_175_000, low: 13_500_000, high: 14_850_000, text: { value: '141750.00' } });
    expect(rest).toMatchObject({ value: 4_725_000, unit: 'PLN-minor', text: { low: '45000.00' } });
  });

  it('keeps the value between its bounds', () => {
    const triple = fc.tuple(fc.integer(), fc.nat(9), fc.nat(9));
    fc.assert(
      fc.property(triple, fc.array(fc.nat(9), { minLength: 1 }), ([value, below, above], minutes) => {
        for (const part of apportion(money(value, value - below, value + above), minutes)) {
          expect(part.low).toBeLessThanOrEqual(part.value);
          expect(part.high).toBeGreaterThanOrEqual(part.value);
        }
      }),
    );
  });
});

describe('addEstimates', () => {
  it('adds values and bounds per currency, and never across currencies', () => {
    const answer = addEstimates([
      money(100, 80, 130),
      money(7, 5, 9, 'EUR-minor'),
      { ...money(50, 40, 60), level: 0.8 },
    ]);
    expect(answer).toMatchObject([
      { unit: 'EUR-minor', value: 7, low: 5, high: 9 },
      {
        unit: 'PLN-minor',
        value: 150,
        low: 120,
        high: 190,
        level: 0.8,
        basis: { minutes: 20 },
        text: { value: '1.50' },
      },
    ]);
  });

  it('says the weakest of what it is made of', () => {
    const weak: Estimate = { ...money(1, 1, 1), grade: 'assumed', completeness: 0.5 };
    expect(addEstimates([money(1, 1, 1), weak])[0]).toMatchObject({ grade: 'assumed', completeness: 0.5 });
  });

  it('leaves a single estimate as it is and answers nothing for nothing', () => {
    const one = money(3, 2, 4);
    expect(addEstimates([one])).toEqual([one]);
    expect(addEstimates([])).toEqual([]);
  });
});
