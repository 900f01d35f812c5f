import { z } from 'zod';

export const IndicatorType = z.enum(['availability', 'latency']);
export type IndicatorType = z.infer<typeof IndicatorType>;

/** ok: objective met; alarm: missed; unknown: source silent or unmeasured; quiet: fewer valid events than the floor. */
export const IndicatorState = z.enum(['ok', 'alarm', 'unknown', 'quiet']);
export type IndicatorState = z.infer<typeof IndicatorState>;

/** A technical alarm: the time in which an indicator missed its objective, or another tool's alert fired. Open while `endedAt` is null. */
export const Alarm = z.object({
  id: z.string(),
  component: z.string(),
  measure: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /**
   * Another tool raised it, `measure` is what it calls it; here with its id in the alert catalogue, and whether it opens an incident
   * of its own. Absent for alarms of Waga's own measures.
   */
  external: z
    .object({
      alert: z.string(),
      source: z.string(),
      opensIncidents: z.boolean(),
      mandatedBy: z.string().nullable(),
    })
    .optional(),
});
export type Alarm = z.infer<typeof Alarm>;

/** One indicator of one component over its window. `good` of `valid` are exact counts; the ratio is for people. */
export const IndicatorStatus = z.object({
  measure: z.string(),
  type: IndicatorType,
  state: IndicatorState,
  /** What counts as good, in words: "answered without 5xx", "within 300 ms". */
  goodMeans: z.string(),
  window: z.object({ from: z.iso.datetime(), to: z.iso.datetime(), minutes: z.number().int() }),
  good: z.number().int().nullable(),
  valid: z.number().int().nullable(),
  /** Decimal text of the objective, e.g. "0.995", and of what was reached, cut (never rounded up), e.g. "0.9941". */
  objective: z.string(),
  reached: z.string().nullable(),
  floor: z.number().int(),
  /** It is tried out: its alarms call nobody, and this side channel is told whom they would have called. Else absent. */
  shadow: z.object({ channel: z.string(), until: z.string().nullable() }).optional(),
  notes: z.array(z.string()),
  alarm: Alarm.nullable(),
});
export type IndicatorStatus = z.infer<typeof IndicatorStatus>;

export const ComponentHealth = z.object({
  component: z.string(),
  asOf: z.iso.datetime(),
  /** The worst of its indicators: alarm, then unknown, then ok; quiet counts as ok; unmeasured: it has no indicator. */
  state: z.enum(['ok', 'alarm', 'unknown', 'unmeasured']),
  indicators: z.array(IndicatorStatus),
});
export type ComponentHealth = z.infer<typeof ComponentHealth>;

/** Counts per step behind an indicator; null is unknown. */
export const IndicatorCurve = z.object({
  measure: z.string(),
  component: z.string(),
  from: z.iso.datetime(),
  stepMinutes: z.number().int(),
  good: z.array(z.number().int().nullable()),
  valid: z.array(z.number().int().nullable()),
  objective: z.string(),
});
export type IndicatorCurve = z.infer<typeof IndicatorCurve>;
