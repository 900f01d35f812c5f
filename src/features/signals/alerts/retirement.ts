import type { EpochMs } from '../../../maths/instants.ts';

/** What was done once about an alert: it was retired, or that was taken back. `alert` is its id in the alert catalogue. */
export interface Retirement {
  alert: string;
  number: number;
  act: 'retire' | 'take-back';
  replacement: string | null;
  reason: string;
  /** What was checked when it was retired. */
  checked: { days: number; seen: number; kept: number; firesBefore: number; firesAfter: number } | null;
  at: EpochMs;
  by: { id: string; name: string };
}
