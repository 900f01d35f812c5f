import { z } from 'zod';
import { Estimate } from '../../../maths/estimate.ts';
import { Reference } from '../../catalog/fields.ts';

const When = z.iso.datetime();

/** GET /api/v1/maintenance/cheapest: when a window of this length costs least within the coming days. */
export const CheapestQuery = z.object({
  kind: z.enum(['process', 'component']),
  name: Reference,
  minutes: z.coerce.number().int().min(5).max(10_080),
  days: z.coerce.number().int().min(1).max(60).default(14),
});
export type CheapestQuery = z.infer<typeof CheapestQuery>;

export const WindowCost = z.object({
  from: When,
  to: When,
  /** What is usually done in that time and would not be; whoever comes back later makes it less. */
  loss: Estimate,
});
export type WindowCost = z.infer<typeof WindowCost>;

export const CheapestAnswer = z.object({
  asOf: When,
  /** Cheapest first, none within another; empty where no value is known or shown. */
  starts: z.array(WindowCost),
  /** For comparison; null where there is none. */
  dearest: WindowCost.nullable(),
  /** The zone of the process that has most on it. */
  timeZone: z.string().nullable(),
  notes: z.array(z.string()),
  moneyHidden: z.boolean(),
});
export type CheapestAnswer = z.infer<typeof CheapestAnswer>;
