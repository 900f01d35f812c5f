import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, minute } from '../../../maths/instants.ts';

const Instant = z.iso.datetime({ offset: true, error: 'expected RFC 3339 with an offset' });

/** The headers that every way in understands. */
export const IntakeHeaders = z.looseObject({
  'waga-source': z
    .string()
    .max(63)
    .optional()
    .describe('the source this request speaks for; when left out the only one of the token, else `default`'),
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('names the batch of this token and source for 7 days; a resend gets the first answer'),
  'waga-complete-until': Instant.optional().describe(
    'everything up to this instant has been sent; the body may be empty',
  ),
  'waga-complete-since': Instant.optional().describe('the declaration says nothing of the time before this instant'),
});
export type IntakeHeaders = z.infer<typeof IntakeHeaders>;

/** Of remote write: what else a request says of itself stands in its body. */
export const WriteHeaders = IntakeHeaders.pick({ 'waga-source': true });

/** How far the clock of a sender may be ahead. */
const aheadMs = 5 * minute;

/** What the request declares complete, or null. Throws ProductError `bad_input` when it makes no sense. */
export function declarationOf(headers: IntakeHeaders, now: EpochMs): { since: EpochMs | null; until: EpochMs } | null {
  const untilText = headers['waga-complete-until'];
  const sinceText = headers['waga-complete-since'];
  if (untilText === undefined) {
    if (sinceText === undefined) return null;
    throw new ProductError('bad_input', 'Waga-Complete-Since: expected Waga-Complete-Until beside it.');
  }
  const until = Date.parse(untilText);
  const since = sinceText === undefined ? null : Date.parse(sinceText);
  if (until > now + aheadMs) {
    throw new ProductError('bad_input', 'Waga-Complete-Until: expected no later than 5 minutes from now.');
  }
  if (since !== null && since > until) {
    throw new ProductError('bad_input', 'Waga-Complete-Since: expected no later than Waga-Complete-Until.');
  }
  // A clock that is ahead cannot know what has not happened yet.
  return { since, until: Math.min(until, now) };
}
