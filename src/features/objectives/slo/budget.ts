import type { Fraction } from '../../../maths/ratios.ts';

/** What was counted while one target held, in units. */
export interface BudgetPart {
  good: number;
  valid: number;
  target: Fraction;
}

/** The budget of a window, exactly: bad units that are allowed (times `scale`) and that were. */
export interface Budget {
  good: bigint;
  valid: bigint;
  spent: bigint;
  allowedScaled: bigint;
  /** Units of one event or slice. */
  units: number;
}

/** Targets have at most nine places. */
const scale = 1_000_000_000n;

/** Joins the parts of a window: each part allows what the target of its time allows. */
export function budgetOf(parts: readonly BudgetPart[], units: number): Budget {
  const budget: Budget = { good: 0n, valid: 0n, spent: 0n, allowedScaled: 0n, units };
  for (const { good, valid, target } of parts) {
    const { numerator, denominator } = target;
    budget.good += BigInt(good);
    budget.valid += BigInt(valid);
    budget.spent += BigInt(valid - good);
    budget.allowedScaled += BigInt(valid) * BigInt(denominator - numerator) * (scale / BigInt(denominator));
  }
  return budget;
}

/** Met at exactly the target: 15 bad of 15 000 meet 99.9 %, 16 do not. Null where nothing was counted. */
export function isMet({ valid, spent, allowedScaled }: Budget): boolean | null {
  return valid === 0n ? null : spent * scale <= allowedScaled;
}

/** What is left of the budget as share of it, negative beyond it; null where nothing was counted. */
export function leftRatio({ spent, allowedScaled }: Budget): number | null {
  if (allowedScaled === 0n) return null;
  return Number(((allowedScaled - spent * scale) * scale) / allowedScaled) / Number(scale);
}

/** Bad events or slices that are left, as a number for estimates. */
export function leftEvents({ spent, allowedScaled, units }: Budget): number {
  return Number(allowedScaled - spent * scale) / Number(scale) / units;
}

/** Bad events or slices that are allowed, as decimal text: exact up to nine places. */
export const allowedText = ({ allowedScaled, units }: Budget): string =>
  decimalText(allowedScaled, scale * BigInt(units));

/** A number of units as events or slices: whole, or decimal text cut at nine places. */
export const unitsText = (count: bigint, units: number): string => decimalText(count, BigInt(units));

function decimalText(numerator: bigint, denominator: bigint): string {
  const cut = (numerator * scale) / denominator;
  const places = String(cut % scale)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${cut / scale}${places === '' ? '' : `.${places}`}`;
}
