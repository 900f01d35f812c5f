import type { EventGroup, ScannedEvents, ScanRules } from '../../features/signals/ndjson/scanned-events.ts';

/** Of so many rules a thread keeps the scanner, the newest; who asks it keeps the same ones in mind. */
export const mostRules = 64;
/** Of so many groups, the newest, who asks keeps in mind what their numbers stand for. */
export const mostGroups = 16_384;

/** A body to be read; rules are sent once and then go by their number. */
export interface Reading {
  id: number;
  /** Memory that both sides see is read where it lies; other memory moves, and comes back with the answer. */
  body: ArrayBuffer | SharedArrayBuffer;
  length: number;
  rules: number;
  /** Of a number that the thread does not know yet. */
  define?: ScanRules;
}

/**
 * What was read, as little of it as there is: groups are sent once and then go by their number, since bodies that come one after
 * the other mostly have the same; what has no rows is left out.
 */
export interface TravellingEvents extends Pick<ScannedEvents, 'rows' | 'sums'> {
  /** The number of each group. */
  numbers: Int32Array;
  /** Those that were not sent before, in the order of their numbers, which end with the newest. */
  fresh?: { newest: number; groups: EventGroup[] };
  people?: ScannedEvents['people'];
  named?: ScannedEvents['named'];
  rest?: ScannedEvents['rest'];
}

/** The answer, with the body back where it had moved. */
export type Read = { id: number; body: ArrayBuffer | null } & (
  | { scanned: TravellingEvents | null }
  | { fault: string }
);
