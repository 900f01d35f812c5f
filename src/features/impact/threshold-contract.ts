import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';

/**
 * How a process answers to one technical measure of something it stands on. Readings (`x`, the knee) are the percentage of requests
 * that were bad in a minute.
 */
export const ThresholdPair = z.object({
  measure: z.string(),
  component: z.string(),
  /** What the percentage is of: "slower than 300ms", "failed". */
  bad: z.string(),
  /**
   * link: the process loses when it is high; no_link: it was high often enough, and no loss stood out; too_little: it was hardly
   * ever high, or too little was measured; waiting: not looked at yet.
   */
  state: z.enum(['link', 'no_link', 'too_little', 'waiting']),
  /** When it was last worked out. */
  asOf: z.iso.datetime().nullable(),
  pNoLink: z.number().min(0).max(1).nullable(),
  lagMinutes: z.number().int(),
  /** Where loss begins, and the share lost per percentage point beyond it; only with a link. */
  knee: Estimate.nullable(),
  slopePerUnit: Estimate.nullable(),
  /** Share of the result that came, 1 as usual; only with a link. */
  curve: z.array(z.object({ x: z.number(), response: Estimate, minutes: z.number().int() })),
  /** In money, or in events where no value is known; empty without a link, or where money is not shown to who asks. */
  lossPerHour: z.array(z.object({ x: z.number(), loss: Estimate })),
  /** Minutes beyond the knee; without a link, minutes in which it was high. */
  minutesOfEvidence: z.number().int(),
  grade: Estimate.shape.grade.nullable(),
  notes: z.array(z.string()),
});
export type ThresholdPair = z.infer<typeof ThresholdPair>;

/** GET /api/v1/processes/:name/thresholds: links first, the dearest of them first. */
export const ProcessThresholds = z.object({
  process: z.string(),
  pairs: z.array(ThresholdPair),
  moneyHidden: z.boolean(),
});
export type ProcessThresholds = z.infer<typeof ProcessThresholds>;
