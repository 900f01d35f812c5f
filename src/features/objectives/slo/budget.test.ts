import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedText, budgetOf, isMet, leftEvents, leftRatio, unitsText } from './budget.ts';
import { ratioParts } from './plan.ts';

const target = { numerator: 999, denominator: 1_000 };
const of = (bad: number, valid: number) => budgetOf([{ good: valid - bad, valid, target }], 1);

describe('budget', () => {
  it('is met at exactly the target: 15 of 15 000 meet 99.9 %, 16 do not', () => {
    expect(isMet(of(15, 15_000))).toBe(true);
    expect(leftRatio(of(15, 15_000))).toBe(0);
    expect(isMet(of(16, 15_000))).toBe(false);
    expect(isMet(of(0, 0))).toBe(null);
  });

  it('says what is allowed and left as decimal text, exactly', () => {
    expect(allowedText(of(2, 1_234))).toBe('1.234');
    expect(leftRatio(of(5, 10_000))).toBe(0.5);
    expect(leftEvents(of(5, 10_000))).toBe(5);
    expect(leftRatio(of(30, 10_000))).toBe(-2);
    expect(unitsText(25_000_000_000n, ratioParts)).toBe('2.5');
  });

  it('lets each rule of its window allow what its own target did', () => {
    const strict = { numerator: 9_999, denominator: 10_000 };
    const budget = budgetOf(
      [
        { good: 9_990, valid: 10_000, target },
        { good: 10_000, valid: 10_000, target: strict },
      ],
      1,
    );
    expect(allowedText(budget)).toBe('11');
    expect(isMet(budget)).toBe(true);
  });

  it('agrees with fractions compared in whole numbers', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1e9 }),
        fc.nat({ max: 1e9 }),
        fc.integer({ min: 1, max: 999_999 }),
        (a, b, numerator) => {
          const [good, valid] = [Math.min(a, b), Math.max(a, b, 1)];
          const budget = budgetOf([{ good, valid, target: { numerator, denominator: 1_000_000 } }], 1);
          expect(isMet(budget)).toBe(BigInt(good) * 1_000_000n >= BigInt(numerator) * BigInt(valid));
          const left = leftRatio(budget)!;
          if (isMet(budget)) expect(left).toBeGreaterThanOrEqual(0);
          else expect(left).toBeLessThanOrEqual(0);
        },
      ),
    );
  });
});
