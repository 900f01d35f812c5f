import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';
import { Level } from '../catalog/fields.ts';

/** P1: impact share at or above `total`; P2: at or above `partial`. What a P2 is called on a lesser process comes later. */
export const ImpactClass = z.enum(['P1', 'P2']);
export type ImpactClass = z.infer<typeof ImpactClass>;

/**
 * ok: measured and no drop is proven; losing: a drop has been detected and lasts; unknown: a source is silent or nothing
 * was measured in the window; learning: too little history to expect anything (the reason says what is missing).
 */
export const ImpactState = z.enum(['ok', 'losing', 'unknown', 'learning']);
export type ImpactState = z.infer<typeof ImpactState>;

/** A detected business drop. Open while `endedAt` is null. `onset` is the estimated start; money is reckoned from it. */
export const Drop = z.object({
  id: z.string(),
  process: z.string(),
  onset: z.iso.datetime(),
  detectedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  class: ImpactClass.nullable(),
  /** True where four hours cost more than the money limit of the process, whatever the share; else absent. */
  bleed: z.boolean().optional(),
  /** Of the process, as it was valid when the drop was detected; null where nobody had given one. */
  level: Level.nullable(),
  impactShare: Estimate.nullable(),
  lost: Estimate,
  money: Estimate.nullable(),
  /** True where money is left out because it is not shown to who asks; else absent. */
  moneyHidden: z.boolean().optional(),
});
export type Drop = z.infer<typeof Drop>;

/** What the last completed tick says of one process. `actual` counts are measured, everything else is an Estimate. */
export const ProcessImpact = z.object({
  process: z.string(),
  asOf: z.iso.datetime(),
  state: ImpactState,
  /** Plain sentences: why unknown, why learning, what is not provable. */
  notes: z.array(z.string()),
  step: z.string(),
  window: z.object({ from: z.iso.datetime(), to: z.iso.datetime(), minutes: z.number().int(), fromOnset: z.boolean() }),
  /** Completions in the window; null when unknown. */
  actual: z.number().int().nullable(),
  expected: Estimate.nullable(),
  impactShare: Estimate.nullable(),
  class: ImpactClass.nullable(),
  /** Money missing per hour at the present rate (`<CUR>-minor/h`); null when unknown or no drop is proven. */
  lossPerHour: Estimate.nullable(),
  /** The drop that lasts now. */
  drop: Drop.nullable(),
  /** Distinct users who finished against those who started in the window; events where users are not known. */
  conversion: z
    .object({ started: z.number().int(), finished: z.number().int(), counted: z.enum(['users', 'events']) })
    .nullable(),
  valuePerEvent: Estimate.nullable(),
  /** Up to when every bound source is complete; null when none ever was. */
  measuredUntil: z.iso.datetime().nullish(),
  /** True where money is left out because it is not shown to who asks; else absent. */
  moneyHidden: z.boolean().optional(),
});
export type ProcessImpact = z.infer<typeof ProcessImpact>;

/** The curve behind the number: parallel arrays from `from`, one entry per `stepMinutes`; null is unknown. */
export const ImpactCurve = z.object({
  process: z.string(),
  step: z.string(),
  from: z.iso.datetime(),
  stepMinutes: z.number().int(),
  actual: z.array(z.number().int().nullable()),
  expected: z.array(z.number().nullable()),
  low: z.array(z.number().nullable()),
  high: z.array(z.number().nullable()),
  level: z.number(),
  method: z.string(),
});
export type ImpactCurve = z.infer<typeof ImpactCurve>;
