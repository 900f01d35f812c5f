import { type Fraction, ratioAtLeast } from '../../maths/ratios.ts';
import type { IndicatorState } from './contract.ts';

/** What an indicator must reach: `good/valid ≥ atLeast` over a window, judged from `floor` valid events on. */
export interface Objective {
  atLeast: Fraction;
  overMinutes: number;
  floor: number;
}

/** What was counted in one window. `silentMinutes`: unmeasured minutes at its end. All are integers. */
export interface Counted {
  good: number;
  valid: number;
  measuredMinutes: number;
  silentMinutes: number;
}

/** So many unmeasured minutes at the end of a window say that nothing is known about now. */
export const silentAfterMinutes = 3;

/**
 * Judges one window, in integers (15 bad of 15 000 meet 99.9 %, 16 do not).
 * unknown: nothing measured, silent at its end, or met by less than half of the window's minutes; alarm: missed by at
 * least `floor` events, however few minutes are measured (what is proven needs no more); quiet: too few events to say.
 */
export function judge(counted: Counted, objective: Objective): IndicatorState {
  const { good, valid, measuredMinutes, silentMinutes } = counted;
  if (measuredMinutes === 0 || silentMinutes >= silentAfterMinutes) return 'unknown';
  const enough = valid >= Math.max(1, objective.floor);
  if (enough && !ratioAtLeast(good, valid, objective.atLeast)) return 'alarm';
  if (measuredMinutes * 2 < objective.overMinutes) return 'unknown';
  return enough ? 'ok' : 'quiet';
}

/**
 * `good/valid` as decimal text with at least four places and one more than the objective has, cut and never rounded up:
 * 0.99949 must not read as 0.9995. Null when nothing was valid.
 */
export function reachedText(good: number, valid: number, objective: string): string | null {
  if (valid <= 0) return null;
  const places = Math.max(4, (objective.split('.')[1] ?? '').length + 1);
  const digits = String((BigInt(good) * 10n ** BigInt(places)) / BigInt(valid)).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
