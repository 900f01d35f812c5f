import type { Estimate } from '../../maths/estimate.ts';
import type { ControlOutcome } from './control.ts';

interface Ends {
  from: string;
  to: string;
}

/** The answer of `waga analyze loss`. Times are RFC 3339 in UTC; estimates have the one shape of maths/estimate. */
export interface LossReport {
  interval: {
    raw: Ends;
    refined: Ends;
    /** Where each end lies at nine to one; both equal where ends were given or nothing stood out. */
    between: { from: { earliest: string; latest: string }; to: { earliest: string; latest: string } };
  };
  impactShare: Estimate | null;
  actual: number;
  expected: Estimate;
  lost: Estimate;
  /** Null until the whole horizon after the end is in the data. */
  recovered: Estimate | null;
  /** Whether `recovered` lies outside what chance leaves open. Only then may it be called a recovery. */
  recoveryClaimed: boolean;
  /** Null as long as `recovered` is. */
  net: Estimate | null;
  money?: { gross: Estimate; recovered: Estimate | null; net: Estimate | null };
  /** Other processes that were named as controls: which are used, with which weight, or why not. */
  controls?: readonly ControlOutcome[];
  horizonMinutes: number;
  /** As long as it is, the loss may still change with what comes back. */
  preliminary: boolean;
  level: number;
  method: string;
  notes: string[];
}
