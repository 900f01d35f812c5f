import type { EpochMs } from '../../maths/instants.ts';

/** The ledger of outages as it stands, and the trail that says how it came to be so. */
export interface LedgerTables {
  outages: Outages;
  ledger_trail: LedgerTrail;
  ledger_head: LedgerHeads;
}

/** `outage` is the last revision as it stands in the trail; the columns beside it are made from it and only found by. */
export interface Outages {
  id: string;
  /** `process:payment`. */
  subject: string;
  state: string;
  /** The ends that count; null while it lasts. */
  from_at: EpochMs;
  to_at: EpochMs | null;
  /** From the first to the last of all its ends, whoever set them. */
  first_at: EpochMs;
  last_at: EpochMs | null;
  due_at: EpochMs;
  /** 1 while an exclusion waits for a second person. */
  waiting: number;
  incident: string | null;
  origin_source: string | null;
  origin_id: string | null;
  /** What the other system said of it last, as JSON; null where it is from none. */
  imported: string | null;
  outage: string;
  revision: number;
  /** Of the trail, where its last revision stands. */
  line: number;
  updated_at: EpochMs;
}

/** Append-only, numbered from 1 without gaps; `hash` is made of `previous` and of everything else in the line. */
export interface LedgerTrail {
  line: number;
  at: EpochMs;
  /** What the line is about: `outage`, `report`. */
  kind: string;
  /** Its id. */
  subject: string;
  what: string;
  /** Null: Waga by itself. */
  by_id: string | null;
  by_name: string | null;
  reason: string | null;
  /** The whole of it after the change, as canonical JSON. */
  content: string;
  previous: string;
  hash: string;
}

/** One row, for which everybody who writes to the trail waits. */
export interface LedgerHeads {
  name: string;
  line: number;
  hash: string;
  at: EpochMs | null;
}
