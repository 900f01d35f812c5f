import type { Fraction } from '../../../maths/ratios.ts';
import { wilsonInterval } from '../../../maths/wilson.ts';
import type { BurnRule } from './burn-windows.ts';

/** What was counted in one window, in whole units, and how many of its minutes were measured. */
export interface WindowCount {
  bad: number;
  valid: number;
  measuredMinutes: number;
}

/**
 * Where fewer bad events than this would reach the factor, chance alone does now and then. n₀ = 1 ÷ (factor × allowed share)
 * is where one does; up to ten times as many events were found to page more often than every ten months at the very rate
 * that the objective allows (burn-alert.test.ts simulates it), so the floor reaches as far.
 */
const floorEvents = 10;
/** Below the floor: so many bad events, and five standard deviations of Wilson's interval, which the same simulation asks for. */
const leastBad = 2;
const floorLevel = 0.999_999_426_7;

/** firing, calm; quiet: nothing to judge, or too little; frozen: not measured enough. The last two leave things as they were. */
export type BurnVerdict = 'firing' | 'calm' | 'quiet' | 'frozen';

/** Bad share over allowed share; null where nothing was counted. */
export function burnOf({ bad, valid }: WindowCount, allowed: number): number | null {
  return valid > 0 && allowed > 0 ? bad / valid / allowed : null;
}

/**
 * Judges one rule. `allowed` is one less the target, exactly; `units` how many units make one event. Frozen where less than half
 * of the short window was measured, or of the long one no more than the short one is long.
 */
export function judgeBurn(
  rule: BurnRule,
  { long, short }: { long: WindowCount; short: WindowCount },
  allowed: Fraction,
  units = 1,
): BurnVerdict {
  if (short.measuredMinutes * 2 < rule.shortMinutes || long.measuredMinutes < rule.shortMinutes) return 'frozen';
  if (long.valid <= 0) return 'quiet';
  const limit = {
    numerator: rule.factor.numerator * allowed.numerator,
    denominator: rule.factor.denominator * allowed.denominator,
  };
  if (!reaches(long.bad, long.valid, limit)) return 'calm';
  if (short.valid <= 0) return 'quiet';
  if (!reaches(short.bad, short.valid, limit)) return 'calm';
  return isProven(long.bad / units, long.valid / units, limit.numerator / limit.denominator) ? 'firing' : 'quiet';
}

/** Whether `bad` of `valid` is at least the limit, which must be above zero: in whole numbers where floats are too close to tell. */
function reaches(bad: number, valid: number, { numerator, denominator }: Fraction): boolean {
  const share = bad / valid;
  const limit = numerator / denominator;
  if (share > limit * 1.000_000_001) return true;
  if (share < limit * 0.999_999_999) return false;
  return BigInt(bad) * BigInt(denominator) >= BigInt(numerator) * BigInt(valid);
}

/** Whether so many bad ones are more than chance, where few would be enough. */
function isProven(bad: number, valid: number, limit: number): boolean {
  if (valid * limit >= floorEvents) return true;
  return bad >= leastBad && wilsonInterval(bad, valid, floorLevel).low >= limit;
}
