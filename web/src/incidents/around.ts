import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../src/maths/instants.ts';

const before = hour;
const after = 30 * minute;
/** A step for each length, so that a chart never has more than a few hundred. */
const stepsFor = [
  { upTo: 5 * hour, stepMinutes: 1 },
  { upTo: day, stepMinutes: 5 },
  { upTo: 4 * day, stepMinutes: 15 },
] as const;
const longest = 30 * day;

/** What a chart of an incident shows: an hour before it began until half an hour after its end, or until now. */
export function aroundIncident(
  { onset, endedAt }: { onset: EpochMs; endedAt: EpochMs | null },
  now: EpochMs,
): Interval & { stepMinutes: number } {
  const until = Math.min(now, endedAt === null ? now : endedAt + after);
  const length = until - (onset - before);
  const stepMinutes = stepsFor.find(({ upTo }) => length <= upTo)?.stepMinutes ?? 60;
  const step = stepMinutes * minute;
  const to = Math.max(bucketStart(until, step), bucketStart(onset, step) + step);
  return { from: Math.max(bucketStart(onset - before, step), to - longest), to, stepMinutes };
}

/** Where to look for what changed just before: two hours until it was noticed. */
export const justBefore = ({ onset, detectedAt }: { onset: EpochMs; detectedAt: EpochMs }): Interval => ({
  from: onset - 2 * hour,
  to: Math.max(detectedAt, onset) + minute,
});
