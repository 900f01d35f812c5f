import { z } from 'zod';
import { ProductError } from '../../errors.ts';
import { bucketStart, day, type EpochMs, type Interval, minute } from '../../maths/instants.ts';

const longestDays = 92;
const mostPoints = 3_000;
const comfortablePoints = 720;
/** Minutes per point that are chosen from when none is asked for; each divides a day. */
const steps = [1, 5, 15, 60, 240, 1_440] as const;

/** The query words of a question about a period: RFC 3339 with an offset or Z. */
export const PeriodQuery = z.object({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type PeriodQuery = z.infer<typeof PeriodQuery>;

/**
 * The period asked for in whole minutes: up to now and from 24 hours before its end where left out.
 * Throws ProductError `bad_input` when it does not begin before it ends or is longer than 92 days.
 */
export function periodOf(query: PeriodQuery, now: EpochMs): Interval {
  const end = query.to === undefined ? now : Date.parse(query.to);
  const begin = query.from === undefined ? end - day : Date.parse(query.from);
  if (begin >= end) throw new ProductError('bad_input', 'The period must begin before it ends: from < to.');
  if (end - begin > longestDays * day) {
    throw new ProductError('bad_input', `The period may be at most ${longestDays} days long.`);
  }
  return { from: bucketStart(begin, minute), to: bucketStart(end + minute - 1, minute) };
}

/**
 * Minutes per point: what was asked, or the smallest that gives at most 720 points.
 * Throws ProductError `bad_input` when the asked one gives more than 3 000.
 */
export function stepFor(period: Interval, asked: number | undefined): number {
  const minutes = (period.to - period.from) / minute;
  if (asked === undefined) return steps.find((step) => minutes / step <= comfortablePoints) ?? 1_440;
  if (minutes / asked > mostPoints) {
    throw new ProductError(
      'bad_input',
      `A step of ${asked} min over this period gives more than ${mostPoints} points.`,
    );
  }
  return asked;
}
