import { type Fraction, ratioAtLeast } from '../../maths/ratios.ts';

const scale = 1e6;

/**
 * Whether the share missing, 1 − actual/expected, is at least `limit`; equality counts. Compared in integers after
 * rounding the expectation to a millionth of an event, so that 96 of 120 is 20 % and not a hair less.
 */
export function fractionReached(actual: number, expected: number, limit: Fraction): boolean {
  const whole = Math.round(expected * scale);
  return whole > 0 && ratioAtLeast(whole - Math.round(actual * scale), whole, limit);
}
