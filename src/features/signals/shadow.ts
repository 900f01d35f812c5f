import { z } from 'zod';
import type { EpochMs } from '../../maths/instants.ts';
import type { Document } from '../catalog/document.ts';
import { Reference } from '../catalog/fields.ts';
import type { Path, Problem } from '../catalog/kind.ts';
import { namesOf, unknownReferences } from '../catalog/references.ts';

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

/** What is wrong with a shadow: its channel is not there, or is one that people are called on. */
export function shadowProblems(all: readonly Document[], { channel }: Pick<Shadow, 'channel'>, path: Path): Problem[] {
  const found = namesOf(all, 'Channel').get(channel);
  if (found === undefined) return unknownReferences(all, 'Channel', [{ name: channel, path: [...path, 'channel'] }]);
  if ((found.spec as { shadow?: boolean }).shadow === true) return [];
  const message = `expected a side channel; the Channel ${channel} does not say shadow: true, so people are called there`;
  return [{ code: 'bad_value', severity: 'error', message, path: [...path, 'channel'] }];
}
