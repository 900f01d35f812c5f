import { z } from 'zod';
import { Owner, Reference, TimeZone } from '../catalog/fields.ts';

/** The meeting that looks at a week: whose things, when it is, who leads it in turn, and where its agenda is sent. */
export const WeeklyReviewSpec = z.strictObject({
  timeZone: TimeZone,
  /** When the agenda is made and sent; the week it is of ended at the last midnight from Sunday to Monday. */
  on: z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']).default('monday'),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of the day such as 09:00')
    .default('09:00'),
  /** Only these products; left out: everything. */
  products: z.array(Reference).max(200).default([]),
  /** Rotations whose hand-over is asked for; left out: all. */
  rotations: z.array(Reference).max(200).default([]),
  /** Who leads it, a week each in this order; `since` is a Monday of the first. */
  hosts: z.array(Owner).max(100).default([]),
  hostsSince: z.iso.date().optional(),
  channels: z.array(Reference).max(10).default([]),
});
export type WeeklyReviewSpec = z.infer<typeof WeeklyReviewSpec>;
