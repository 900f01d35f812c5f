import { z } from 'zod';
import { ProductError } from '../../errors.ts';
import { bucketStart, day, type EpochMs, type Interval, minute } from '../../maths/instants.ts';

export const longestPeriodDays = 92;

/** The query words of every question about a period: RFC 3339 with an offset or Z. */
export const PeriodQuery = z.object({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type PeriodQuery = z.infer<typeof PeriodQuery>;

/**
 * The period asked for, widened to whole minutes: up to now and from 24 hours before its end where left out.
 * Throws ProductError `bad_input` when `from` is not before `to` or when it is longer than 92 days.
 */
export function periodOf(query: PeriodQuery, now: EpochMs): Interval {
  const end = query.to === undefined ? now : Date.parse(query.to);
  const begin = query.from === undefined ? end - day : Date.parse(query.from);
  if (begin >= end) throw new ProductError('bad_input', 'The period must begin before it ends: from < to.');
  if (end - begin > longestPeriodDays * day) {
    throw new ProductError('bad_input', `The period may be at most ${longestPeriodDays} days long.`);
  }
  return { from: bucketStart(begin, minute), to: bucketStart(end + minute - 1, minute) };
}
