import { withText } from '../../maths/add-estimates.ts';
import type { Estimate } from '../../maths/estimate.ts';

/**
 * Splits a whole number in proportion to whole weights, exactly: every part is a whole number less than one away from
 * its exact share, and the parts add up to `amount` (largest remainder, the earlier part first among equals). All parts
 * are 0 when the weights are.
 */
export function splitWhole(amount: number, weights: readonly number[]): number[] {
  const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
  if (total === 0n) return weights.map(() => 0);
  const sign = amount < 0 ? -1 : 1;
  const whole = BigInt(Math.round(Math.abs(amount)));
  const shares = weights.map((weight, index) => {
    const exact = whole * BigInt(weight);
    return { index, part: exact / total, rest: exact % total };
  });
  const missing = Number(whole - shares.reduce((sum, { part }) => sum + part, 0n));
  const byRest = [...shares].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const share of byRest.slice(0, missing)) share.part += 1n;
  return shares.map(({ part }) => (part === 0n ? 0 : sign * Number(part)));
}

/**
 * Apportions a drop's money to parts of its time, by minutes: the values add up to the whole's value exactly. Bounds are
 * apportioned likewise, so a part's interval says how sure the drop's money is, not how evenly it was lost.
 */
export function apportion(money: Estimate, minutes: readonly number[]): Estimate[] {
  const [values, lows, highs] = [money.value, money.low, money.high].map((amount) => splitWhole(amount, minutes));
  return values!.map((value, index) =>
    withText({
      ...money,
      value,
      low: Math.min(value, lows![index]!),
      high: Math.max(value, highs![index]!),
      method: `${money.method}, apportioned by minutes`,
    }),
  );
}
