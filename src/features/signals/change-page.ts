import type { EpochMs } from '../../maths/instants.ts';

/** The last change of a page; the next page begins after it. Changes go from new to old. */
export interface ChangePlace {
  at: EpochMs;
  id: string;
}

/** The place as a word that callers hand back as they got it. */
export function cursorOf({ at, id }: ChangePlace): string {
  return Buffer.from(`${at} ${id}`, 'utf8').toString('base64url');
}

/** The place in a cursor; null for a text that no page ended with. */
export function placeIn(cursor: string): ChangePlace | null {
  const match = /^(\d{1,15}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  return match ? { at: Number(match[1]), id: match[2]! } : null;
}
