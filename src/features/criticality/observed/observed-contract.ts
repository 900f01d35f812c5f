import { z } from 'zod';
import { Estimate } from '../../../maths/estimate.ts';
import { Level } from '../../catalog/fields.ts';

const Loss = {
  /** Separate outages behind the numbers: spells less than half an hour apart are one. */
  incidents: z.number().int(),
  /** Measured minutes of the process in which this component alone was out. */
  minutes: z.number().int(),
  /** Share of the expected result that did not come, 1 all of it; below 0 where more came. Null: nothing to learn from. */
  lostShare: Estimate.nullable(),
  /** Share of the same minutes of other days, when nothing was out, that lost as much; null: too few such days. */
  placeboP: z.number().min(0).max(1).nullable(),
  /** Share of the component's own requests that failed in these minutes; null where nobody counted. */
  failedShare: z.number().min(0).max(1).nullable(),
};

/** What a process really lost while a component was really down, beside what is declared and what the graph says. */
export const ObservedCoupling = z.object({
  component: z.string(),
  process: z.string(),
  ...Loss,
  /** Other components of the process that were down in minutes left out for that, and how many minutes these are. */
  confoundedWith: z.array(z.string()),
  confoundedMinutes: z.number().int(),
  /** A plain sentence: what was seen, and how far to trust it. */
  note: z.string(),
  /** The same for minutes in which it answered too slowly but was not down; null: there were none. */
  degraded: z.object(Loss).nullable(),
  /** As the process' own dependsOn says it; null where it reaches the component over others or through a group only. */
  declared: z.object({ mode: z.enum(['hard', 'soft', 'async']), share: z.number().nullable() }).nullable(),
  /** What the graph says the process loses with the component down (`valueAtRiskShare`); null when not worked out yet. */
  derivedShare: z.number().nullable(),
  /** Whether the observed interval excludes what was to be expected by more than five points, on two outages or more. */
  differs: z.boolean(),
});
export type ObservedCoupling = z.infer<typeof ObservedCoupling>;

/** The level that observed coupling alone would give: that of the highest process of which it took half of the value or more. */
export const ObservedLevel = z.object({ component: z.string(), level: Level, process: z.string() });
export type ObservedLevel = z.infer<typeof ObservedLevel>;

/** How often a component was out by itself in the last 30 days, where the catalogue gives no availability. */
export const MeasuredAvailability = z.object({
  component: z.string(),
  /** Share of the time (or of the requests) in which it failed for no want of what it stands on, with a 90 % interval. */
  unavailability: z.number().min(0).max(1),
  low: z.number().min(0).max(1),
  high: z.number().min(0).max(1),
  from: z.enum(['requests', 'alarms']),
  /** Measured minutes behind it. */
  minutes: z.number().int(),
  incidents: z.number().int(),
  note: z.string(),
});
export type MeasuredAvailability = z.infer<typeof MeasuredAvailability>;
