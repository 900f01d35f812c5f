import { z } from 'zod';

/**
 * The one shape of every estimated number (API, CLI, export). Counts and times that were measured stay plain.
 * `value`, `low`, `high` are in `unit`; money units are `<CURRENCY>-minor` (integers) and `<CURRENCY>-minor/h`,
 * with the decimal text beside them in `text`. `level` is the nominal coverage of [low, high], e.g. 0.9.
 * `completeness` is the share of the minutes asked for that were measured, 0 to 1.
 */
export const Estimate = z.object({
  value: z.number(),
  unit: z.string(),
  low: z.number(),
  high: z.number(),
  level: z.number().gt(0).lt(1),
  method: z.string(),
  basis: z.object({
    placebos: z.number().int().optional(),
    incidents: z.number().int().optional(),
    minutes: z.number().int().optional(),
  }),
  grade: z.enum(['experiment', 'incidents', 'observed', 'transferred', 'assumed']),
  version: z.string(),
  completeness: z.number().min(0).max(1),
  text: z.object({ value: z.string(), low: z.string(), high: z.string() }).optional(),
});
export type Estimate = z.infer<typeof Estimate>;
