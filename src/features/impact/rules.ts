import { alarmThreshold } from '../../maths/cusum.ts';
import type { EpochMs } from '../../maths/instants.ts';
import type { Fraction } from '../../maths/ratios.ts';
import type { Profile } from '../expectations/profile.ts';

/** Impact shares at which a drop is P2 (`partial`) and P1 (`total`). */
export interface ThresholdFractions {
  partial: Fraction;
  total: Fraction;
}

/** How a process is judged. */
export interface Rules {
  /** Thresholds of the kind of day that the instant lies in, as they were valid then or at `asOf`. */
  thresholds(at: EpochMs, asOf?: EpochMs): ThresholdFractions;
  /** Standard deviations a drop must exceed before it opens or classes anything: about one false page in 30 days. */
  pageZ: number;
  /** Events that may be missing in four hours, out of so many expected; null when the process has no money limit. */
  bleedLimit: ((expected: number) => number) | null;
  /** Score at which the sequential detector opens a drop. */
  alarmScore: number;
}

/** Standard deviations for choosing a window (z of the window rule). */
export const showZ = 3;
/** Set on clean simulated days for one false page in 30 days (docs/impact.md). */
export const pageZ = 4;

/** An unrecorded outage may hide in the history, so it does not raise the threshold without end. */
const mostAlarmScore = 22;

/** The detector's threshold for a process: 9.5, or more where its own clean history went that high without a drop. */
export function alarmScoreOf(profile: Profile): number {
  return Math.min(mostAlarmScore, Math.max(alarmThreshold, profile.placebo.cusum));
}

export function decimalOf(fraction: Fraction): number {
  return fraction.numerator / fraction.denominator;
}
