import type { Estimate } from '../../maths/estimate.ts';

/** Answer of `waga analyze threshold`. Doses are in the unit of the measure's own column. */
export interface ThresholdAnswer {
  /** Whether the process loses when the measure is high, by all three conditions of `testLink`. */
  link: boolean;
  pNoLink: number;
  /** The result answers the measure of so many minutes before. */
  lagMinutes: number;
  /** Only with a link: where loss begins, and the share of the result lost per unit of the measure beyond it. */
  knee?: Estimate;
  slopePerUnit?: Estimate;
  /** Assumption-free falling curve: share of the result that came, 1 = as usual at the knee and below. */
  curve: { x: number; response: Estimate; minutes: number }[];
  /** Empty without a link. Unit `<CURRENCY>-minor/h`, or `events/h` where no value was given. */
  lossPerHour: { x: number; loss: Estimate }[];
  /** Minutes beyond the knee. */
  minutesOfEvidence: number;
  grade: Estimate['grade'];
  notes: string[];
}
