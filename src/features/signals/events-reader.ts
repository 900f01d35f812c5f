import type { ScannedEvents, ScanRules } from './ndjson/scanned-events.ts';

/** What became of a body: its sums (null where it must be read as values), and the bytes, which may have moved. */
export interface ReadEvents {
  scanned: ScannedEvents | null;
  bytes: Uint8Array;
}

/** Reads a body of NDJSON, here or on another thread. The bytes belong to the reader until it answers, and are the answer's then. */
export type EventsReader = (bytes: Uint8Array, rules: ScanRules) => Promise<ReadEvents>;
