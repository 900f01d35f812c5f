import type { EpochMs } from '../../../maths/instants.ts';

/** Whether its sender said that it is over, or told of it no more. */
export type EndedBy = 'resolved' | 'silent';

/** What is kept of a time in which an alert fired. */
export interface AlertTime {
  startedAt: EpochMs;
  endedAt: EpochMs | null;
  endedBy: EndedBy | null;
  /** When it was told of last. */
  seenAt: EpochMs;
}

/**
 * What becomes of a time once its sender tells of it (again). Who is told twice knows no more: a repeat only proves that it still fires.
 * What is resolved stays so: a late repeat of `firing` opens nothing. What was closed because nobody told of it is opened by a repeat,
 * and a `resolved` that comes late says when it ended after all.
 */
export function settle(
  kept: AlertTime | null,
  told: { startedAt: EpochMs; endedAt: EpochMs | null },
  now: EpochMs,
): { time: AlertTime; isNews: boolean } {
  const { startedAt, endedAt } = told;
  const endedBy = endedAt === null ? null : 'resolved';
  if (kept === null) return { time: { startedAt, endedAt, endedBy, seenAt: now }, isNews: true };
  if (kept.endedBy === 'resolved') return { time: kept, isNews: false };
  const isNews = endedAt !== null || kept.endedAt !== null;
  return { time: { ...kept, endedAt, endedBy, seenAt: Math.max(now, kept.seenAt) }, isNews };
}

/**
 * When a time ended of which nothing was told for so long: what it was told of last is the last that is known. Null where it goes on.
 */
export function silentEnd(
  { startedAt, endedAt, seenAt }: AlertTime,
  silentAfterMs: number,
  now: EpochMs,
): EpochMs | null {
  if (endedAt !== null || now - seenAt <= silentAfterMs) return null;
  return Math.max(startedAt, seenAt);
}
