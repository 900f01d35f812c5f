import { type ExactFraction, fractionOf } from '../../maths/exact-fraction.ts';

/**
 * The share of expected value that was delivered: `1 − Σ w_t·d_t / Σ w_t`, where w_t was expected of minute t and d_t is the part
 * of it that did not come. More than expected in one minute makes up for nothing in another. Integers such as minor units, of equal
 * length; null where nothing was expected. Source: business-weighted availability; a minute's worth is its expected value.
 */
export function valueAvailability(expected: ArrayLike<number>, came: ArrayLike<number>): ExactFraction | null {
  let [delivered, all] = [0n, 0n];
  for (let t = 0; t < expected.length; t++) {
    delivered += BigInt(Math.max(0, Math.min(expected[t]!, came[t]!)));
    all += BigInt(expected[t]!);
  }
  return all === 0n ? null : fractionOf(delivered, all);
}
