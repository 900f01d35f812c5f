import type { Fraction } from '../../../maths/ratios.ts';

const usualPlaces = 3;
const mostPlaces = 15;

const atLeast = (a: Fraction, b: Fraction): boolean =>
  BigInt(a.numerator) * BigInt(b.denominator) >= BigInt(b.numerator) * BigInt(a.denominator);

/** The fraction as percent, rounded half up: a number of 10^−places percent. */
function rounded({ numerator, denominator }: Fraction, places: number): bigint {
  const scaled = BigInt(numerator) * 100n * 10n ** BigInt(places);
  return (2n * scaled + BigInt(denominator)) / (2n * BigInt(denominator));
}

/**
 * How many places after the point a share 0 to 1 needs as percent: three, and more where rounding would make it 100 %, nothing,
 * or would put it on the other side of `target`.
 */
export function percentPlaces(fraction: Fraction, target?: Fraction): number {
  const whole = fraction.numerator >= fraction.denominator;
  for (let places = usualPlaces; places < mostPlaces; places++) {
    const shown = rounded(fraction, places);
    const all = 100n * 10n ** BigInt(places);
    if (!whole && shown >= all) continue;
    if (fraction.numerator > 0 && shown === 0n) continue;
    if (target && sides(shown, places, target) !== atLeast(fraction, target)) continue;
    return places;
  }
  return mostPlaces;
}

const sides = (shown: bigint, places: number, target: Fraction): boolean =>
  shown * BigInt(target.denominator) >= BigInt(target.numerator) * 100n * 10n ** BigInt(places);

/** Decimal text of a share as percent without its sign: 43075/43200 is `99.711`. Numerator and denominator are integers, ≥ 0 and > 0. */
export function percentDigits(fraction: Fraction, target?: Fraction): string {
  const places = percentPlaces(fraction, target);
  const digits = String(rounded(fraction, places)).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
