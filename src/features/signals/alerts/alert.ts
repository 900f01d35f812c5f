import { z } from 'zod';
import { Reference } from '../../catalog/fields.ts';
import { LabelFilter } from '../label-filter.ts';

/**
 * An alert that another tool raises (Alertmanager), as an entry of the alert catalogue: what it is about and whether it may call.
 * One that comes in and stands in no Alert is kept and listed all the same.
 */
export const AlertSpec = z.strictObject({
  /** `business`: it watches the result itself; `technical`: what stands under it. */
  class: z.enum(['business', 'technical']).default('technical'),
  /** What it measures. */
  type: z.enum(['availability', 'latency', 'errors', 'saturation', 'traffic', 'freshness', 'other']).default('other'),
  component: Reference.optional(),
  process: Reference.optional(),
  source: Reference.default('default'),
  /** The label `alertname`, as its sender calls it. */
  alert: z.string().min(1).max(255),
  /** Which of them; labels left out may be anything. */
  where: LabelFilter.default({}),
  /** Whether Waga treats it as a technical alarm that may open an incident; otherwise it is a fact beside others. */
  opensIncidents: z.boolean().default(false),
  /** Whether its own tool calls somebody. */
  pages: z.boolean().default(false),
  mandatedBy: z.string().trim().min(1).max(200).optional(),
});
export type AlertSpec = z.infer<typeof AlertSpec>;
