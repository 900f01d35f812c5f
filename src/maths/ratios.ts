/** An exact fraction of safe integers, denominator > 0. */
export interface Fraction {
  numerator: number;
  denominator: number;
}

/** Decimal text between 0 and 1 (or any plain decimal) as an exact fraction: '0.999' is 999/1000. Null when it is no plain decimal. */
export function parseRatio(text: string): Fraction | null {
  const match = /^(\d{1,6})(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) return null;
  const fraction = match[2] ?? '';
  return { numerator: Number(`${match[1]}${fraction}`), denominator: 10 ** fraction.length };
}

/**
 * Whether part/whole ≥ limit, compared in integers so that 15 bad of 15 000 meets 99.9 %
 * (`1 - 15/15000 >= 0.999` is false in floating point). `whole` must be > 0.
 */
export function ratioAtLeast(part: number, whole: number, limit: Fraction): boolean {
  const have = part * limit.denominator;
  const needed = limit.numerator * whole;
  // products of integers are exact as far as this, and quicker by far than big ones
  if (have <= Number.MAX_SAFE_INTEGER && needed <= Number.MAX_SAFE_INTEGER) return have >= needed;
  return BigInt(part) * BigInt(limit.denominator) >= BigInt(limit.numerator) * BigInt(whole);
}
