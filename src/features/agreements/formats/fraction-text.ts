import type { Fraction } from '../../../maths/ratios.ts';

const places = 6;

/** Decimal text of a fraction ≥ 0, cut and never rounded at six places: 1723/1728 is `0.997106`. */
export function fractionText({ numerator, denominator }: Fraction): string {
  const digits = String((BigInt(numerator) * 10n ** BigInt(places)) / BigInt(denominator)).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
