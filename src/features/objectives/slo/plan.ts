import type { EpochMs } from '../../../maths/instants.ts';
import type { Fraction } from '../../../maths/ratios.ts';
import type { SloReading } from '../../catalog/openslo/evaluated.ts';
import type { MeasureSpec } from '../../signals/measure.ts';
import type { BurnRule } from './burn-windows.ts';
import type { BusinessHours } from './business-hours.ts';
import type { WindowRule } from './window.ts';

/** How what is good and valid is reckoned from minutes. */
export type Slicing =
  | { method: 'Occurrences' }
  | { method: 'Timeslices'; minutes: number; atLeast: Fraction }
  | { method: 'RatioTimeslices'; minutes: number };

/** What decides how the minutes of an objective count and what is asked of them: an edit of it starts another version. */
export interface SloRule {
  reading: SloReading;
  /** What the measures that it names were when the rule held. */
  measures: Readonly<Record<string, MeasureSpec>>;
  slicing: Slicing;
  /** Decimal text, and the same exactly. */
  targetText: string;
  target: Fraction;
  window: WindowRule;
  hours: BusinessHours | null;
}

/** One entry of the `objectives` of an SLO, ready to be evaluated. */
export interface SloPlan {
  /** Name of the SLO, `#2` and so on behind it for all but the first entry. */
  name: string;
  displayName: string;
  service: string;
  subject: { kind: 'process' | 'component'; name: string } | null;
  indicator: string;
  goodMeans: string;
  method: Slicing['method'];
  targetText: string;
  /** Words of the window, for people. */
  windowText: string;
  /** Null where Waga does not measure it; `why` says so in plain words. */
  rule: SloRule | null;
  why: string | null;
  burns: readonly BurnRule[];
}

/** A rule with the time in which it holds. */
export interface SloVersion {
  plan: SloPlan;
  from: EpochMs;
  to: EpochMs | null;
}

/** Slices of ratios are added up in such parts of one, half up, so that their sums stay whole numbers. */
export const ratioParts = 10_000_000_000;

/** How many units of `valid` make one event or slice. */
export const unitsOf = (method: Slicing['method']): number => (method === 'RatioTimeslices' ? ratioParts : 1);
