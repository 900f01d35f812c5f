import type { EpochMs } from '../../../maths/instants.ts';

/** What a reader of NDJSON has to know to judge a row; plain data, so that it can be sent to another thread. */
export interface ScanRules {
  /** The processes that both the source and the writer may write, with the steps and attributes that the catalogue declares. */
  processes: { name: string; steps: string[]; attributes: string[] }[];
  /** Environments the writer may write; null: all. */
  environments: string[] | null;
  /** Rows outside are left to the slow way, which says why they are refused. */
  from: EpochMs;
  to: EpochMs;
  /** Of the pseudonyms of users. */
  userKey: Uint8Array;
}

/** Rows that are counted together: equal in all that is kept of them, in one minute. */
export interface EventGroup {
  process: string;
  step: string;
  outcome: string;
  environment: string;
  /** Null where the rows bear no amount. */
  currency: string | null;
  /** The attributes that the process lists. */
  attributes: Record<string, string>;
  minuteAt: EpochMs;
}

/**
 * A body of NDJSON as sums. Rows without an id are summed by group, since their order tells nothing; rows with one stand on
 * their own, in order, to be compared with what came before. Whatever the reader is not sure of is left to the library.
 */
export interface ScannedEvents {
  /** Rows in the body; blank lines are none. */
  rows: number;
  groups: EventGroup[];
  /** Of the rows without an id, by group. */
  sums: {
    count: Float64Array;
    /** Minor units of the group's currency. */
    minor: Float64Array;
    /** How many named no user. */
    anonymous: Float64Array;
    /** Attributes that the process does not list. */
    dropped: Float64Array;
    /** The earliest row, in milliseconds; Infinity where there is none. */
    firstAt: Float64Array;
    /** The latest row; -Infinity where there is none. */
    lastAt: Float64Array;
  };
  /** Users of the rows without an id, one entry a row, in counted and other environments alike. */
  people: { group: Int32Array; user: BigUint64Array };
  /** Rows with an id, in order. */
  named: {
    /** Number of the row in the body, from 0. */
    index: Int32Array;
    group: Int32Array;
    id: BigUint64Array;
    at: Float64Array;
    minor: Float64Array;
    /** 1 where the row names a user. */
    hasUser: Uint8Array;
    user: BigUint64Array;
    dropped: Int32Array;
  };
  /** Rows that were left to the library, in order: the number of each and its line. */
  rest: { index: number[]; line: string[] };
}
