import { createHash } from 'node:crypto';
import { day, type EpochMs, hour, minute } from '../../maths/instants.ts';
import type { Sessions } from '../../stores/records/tables.ts';

/** How long a session holds: so long after it was last used, and so long after it began, whatever comes first. */
export interface SessionLife {
  idleMs: number;
  absoluteMs: number;
}

export const sessionLife = (idleHours: number, days: number): SessionLife => ({
  idleMs: idleHours * hour,
  absoluteMs: days * day,
});

/** The last use is written at most this often. */
const seenEveryMs = minute;

/** Whether the session still holds. */
export function holds(
  session: Pick<Sessions, 'seen_at' | 'expires_at'>,
  now: EpochMs,
  { idleMs }: Pick<SessionLife, 'idleMs'>,
): boolean {
  return now < session.expires_at && now < session.seen_at + idleMs;
}

/** Whether this use of the session is to be written down. */
export function isSeenDue(session: Pick<Sessions, 'seen_at'>, now: EpochMs): boolean {
  return now >= session.seen_at + seenEveryMs;
}

/** What is stored of a secret of 256 bits (a cookie's or a link's): SHA-256 in hex. There is nothing to guess slowly. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}
