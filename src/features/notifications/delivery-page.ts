import type { EpochMs } from '../../maths/instants.ts';

/** The last delivery of a page; the next page begins after it. Deliveries go from new to old. */
export interface DeliveryPlace {
  at: EpochMs;
  id: string;
}

/** The place as a word that callers hand back as they got it. */
export function cursorOf({ at, id }: DeliveryPlace): string {
  return Buffer.from(`${at} ${id}`, 'latin1').toString('base64url');
}

/** The place in a cursor; null for a text that no page ended with. */
export function placeIn(cursor: string): DeliveryPlace | null {
  const match = /^(\d{1,15}) (msg_[\w-]{27})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  return match ? { at: Number(match[1]), id: match[2]! } : null;
}
