import { z } from 'zod';
import type { EpochMs } from '../../maths/instants.ts';
import { Reference } from './fields.ts';

const Instant = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'expected a date such as 2026-12-01, or an instant such as 2026-12-01T09:00:00Z',
});

/** What is tried out calls nobody; what it would have done is told on a side channel. */
export const Shadow = z.strictObject({
  /** The name of a Channel with `shadow: true`. */
  channel: Reference,
  /** From then on it calls; a date alone is its midnight in UTC. Left out: until the document is changed. */
  until: Instant.optional(),
});
export type Shadow = z.infer<typeof Shadow>;

/** The side channel of what is tried out at an instant; null once it is no longer, or never was. */
export const shadowAt = (shadow: Shadow | undefined, at: EpochMs): string | null =>
  shadow === undefined || (shadow.until !== undefined && at >= Date.parse(shadow.until)) ? null : shadow.channel;
