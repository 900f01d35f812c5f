import type { ScannedEvents, ScanRules } from '../../features/signals/ndjson/scanned-events.ts';

/** Of so many rules a thread keeps the scanner, the newest; who asks it keeps the same ones in mind. */
export const mostRules = 64;

/** A body to be read; rules are sent once and then go by their number. */
export interface Reading {
  id: number;
  body: ArrayBuffer;
  rules: number;
  /** Of a number that the thread does not know yet. */
  define?: ScanRules;
}

/** Groups travel as JSON: one text is copied faster than many objects, and what was read before is known by it. */
export type TravellingEvents = Omit<ScannedEvents, 'groups'> & { groups: string };

/** The answer, with the body back. */
export type Read = { id: number; body: ArrayBuffer } & ({ scanned: TravellingEvents | null } | { fault: string });
