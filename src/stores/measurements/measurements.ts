import type { EpochMs, Interval } from '../../maths/instants.ts';

/**
 * The narrow seam to the store of what machines write. The store counts, the core computes: every answer is integers
 * (gauges excepted: as sent), summed per series and bucket; ratios, quantiles and money arithmetic happen outside.
 * One process owns an embedded store; what `append` resolves is on disk.
 */
export interface Measurements {
  /**
   * Stores a batch whole or not at all; resolves after it is durable. A batch whose key is known (7 days) is not stored
   * again: the first answer comes back. Rejects with ProductError `overloaded` when the queue is full (nothing stored),
   * `store_unavailable` when the disk refuses (nothing acknowledged) and `bad_input` for a row that cannot be kept exactly.
   */
  append(batch: Batch): Promise<Appended>;
  ask<Q extends Question>(question: Q): Promise<Answer<Q>>;
  /**
   * Drops whole UTC days that end at or before the instant, and the keys of batches of days that ended 7 days ago. The rows
   * of who did what may go earlier, by `peopleFrom`; roll-ups by the hour stay until their whole UTC month ends at or before
   * `hoursFrom` (left out: they stay). Resolves the names (`YYYYMMDD`) of the days dropped by `from`, in order.
   */
  retain(from: EpochMs, peopleFrom?: EpochMs, hoursFrom?: EpochMs): Promise<string[]>;
  /**
   * Copies one committed state into `file`, which must not exist, while writes go on. `begun` runs when that state is fixed
   * and before any later write, so that another store can be fixed at the same moment; it has a few seconds. Rejects
   * `store_unavailable` when the copy cannot be written or `begun` took too long; what `begun` throws is thrown.
   */
  backup(file: string, begun: () => Promise<void>): Promise<{ rows: Record<string, number> }>;
  /**
   * Folds whole UTC days that end at or before the instant into their lasting form (sorted, packed, with totals by the hour
   * and the day), as far as they are not or something came late; answers stay the same. Resolves the names of the days, at most
   * `mostDays` of them (all when left out), oldest first.
   */
  settle(before: EpochMs, mostDays?: number): Promise<string[]>;
  /** Takes out every row of one pseudonym, resolves how many and of how many days after that is durable. */
  forget(user: bigint): Promise<{ rows: number; days: number }>;
  /** Reads everything and says what is wrong with it. */
  check(): Promise<{ tables: number; rows: number; problems: string[] }>;
  /** Which engine it is, and how many rows wait to be written. */
  status(): MeasurementsStatus;
  close(): Promise<void>;
}

export interface MeasurementsStatus {
  /** As its makers write it. */
  engine: string;
  queuedRows: number;
  /** Beyond this many `append` refuses. */
  mostQueuedRows: number;
}

/** counts: events or requests. money: minor units of labels.currency. bins: a histogram's observations per bin. gauge: as sent. */
export type SeriesKind = 'counts' | 'money' | 'bins' | 'gauge';

export interface SeriesKey {
  source: string;
  name: string;
  kind: SeriesKind;
  unit: string;
  /** Sorted by name when serialised; two keys with equal fields are one series. */
  labels: Readonly<Record<string, string>>;
}

export interface SeriesRow extends SeriesKey {
  id: number;
  /** The smallest `at` of any of its rows, also of one that came late or was dropped since. */
  firstAt: EpochMs;
}

/** Under what a request is known, and what it was answered. */
export interface BatchKey {
  source: string;
  key: string;
  answer: string;
  at: EpochMs;
}

/**
 * Rows refer to `series` by index; a series without rows is not registered. `at` is the start of a minute unless said
 * otherwise. Increments add up. Instants lie in 1970–9999, counts within ±2^53.
 */
export interface Batch {
  key?: BatchKey;
  /** Further keys, of requests that are stored together: where one of them is known, nothing is stored. */
  keys?: BatchKey[];
  series: SeriesKey[];
  /** kinds counts and money */
  counts: { series: number; at: EpochMs; n: number }[];
  /** kind bins; `bin` is the bin's number in the scheme of features/signals */
  bins: { series: number; at: EpochMs; bin: number; n: number }[];
  /** The same as `counts` and as `bins`, as columns in memory of their own; what is stored may move out of it. */
  counted?: CountColumns;
  binned?: BinColumns;
  gauges: { series: number; at: EpochMs; n: number; min: number; max: number; last: number; lastAt: EpochMs }[];
  /** Pseudonymous rows of who did what in which minute; `user` is 64 bits of an HMAC, unsigned. */
  people: { process: string; step: string; at: EpochMs; user: bigint; outcome: string }[];
  /** The same as `people`, as columns. */
  passed: Passed[];
  /** Event ids for the 15-minute comparison, kept for an hour at least. */
  ids: CameIds[];
  /** Declared or proven complete, minute-aligned. */
  alive: { source: string; from: EpochMs; to: EpochMs }[];
  /** Small named state kept in the same commit (last cumulative values, watermarks); the last value of a key wins. */
  states: { key: string; value: string }[];
  /** Roll-ups. A row takes the place of the one of the same subject and hour; of several in one commit the last holds. */
  hours: HourRollUp[];
}

/** Pseudonyms (64 bits of an HMAC) of those who passed a step in one minute with one outcome. */
export interface Passed {
  process: string;
  step: string;
  outcome: string;
  /** Start of the minute. */
  at: EpochMs;
  users: BigUint64Array;
}

/** Ids of events that arrived at one instant, in milliseconds; `hash` is 64 bits of a hash of id and process. */
export interface CameIds {
  hash: BigUint64Array;
  at: EpochMs;
}

/** What was counted of a subject (any text) in one hour. All numbers are integers within ±2^53, but `measured`. */
export interface HourRollUp {
  subject: string;
  /** Start of a UTC hour. */
  at: EpochMs;
  /** Bit n is set where minute n was measured; 60 bits. */
  measured: bigint;
  good: number;
  valid: number;
  userUpSeconds: number;
  userDownSeconds: number;
  /** Minor units of `currency`. */
  deliveredMinor: number;
  expectedMinor: number;
  currency: string | null;
}

export type Appended = { known: false } | { known: true; answer: string };

/** Columns of equal length, ordered by series, then at (then bin). Buckets without rows are absent. */
export interface CountColumns {
  series: Int32Array;
  at: Float64Array;
  n: Float64Array;
}
export interface BinColumns extends CountColumns {
  bin: Int32Array;
}

/** Columns of equal length; `subject` and `currency` are indices into the lists beside them, `currency` -1 where there is none. */
export interface HourMaskColumns {
  subjects: string[];
  subject: Int32Array;
  at: Float64Array;
  measured: BigUint64Array;
}
interface HourNumberColumns {
  good: Float64Array;
  valid: Float64Array;
  userUpSeconds: Float64Array;
  userDownSeconds: Float64Array;
  deliveredMinor: Float64Array;
  expectedMinor: Float64Array;
  currencies: string[];
  currency: Int32Array;
}
export interface HourColumns extends HourMaskColumns, HourNumberColumns {}
/** Sums per subject, currency and bucket. */
export interface HourSumColumns extends HourNumberColumns {
  subjects: string[];
  subject: Int32Array;
  /** Start of the bucket. */
  at: Float64Array;
  /** How many hours have a row, and how many minutes of them were measured. */
  hours: Float64Array;
  measuredMinutes: Float64Array;
  /** The newest hour with a row. */
  lastAt: Float64Array;
}
/** Distinct passes of steps: indices into the lists that were asked. */
export interface PassColumns {
  process: Int32Array;
  user: BigUint64Array;
  at: Float64Array;
  step: Int32Array;
  outcome: Int32Array;
}

/** Which values of labels are wanted; a label that a series does not bear has the empty text. */
export type LabelValues = Readonly<Record<string, readonly string[]>>;

interface Window extends Interval {
  /** bucket size in milliseconds, a multiple of a minute */
  step: number;
}

export type Question =
  | { ask: 'series'; source?: string; name?: string; names?: readonly string[]; kind?: SeriesKind }
  /**
   * The series of a source under the first of the names of which it has some of counts or bins (else the first that it has at all), as
   * far as their labels have these values. Without looking at others.
   */
  | { ask: 'metric'; source: string; names: readonly string[]; labels: LabelValues }
  | ({ ask: 'counts'; series: readonly number[] } & Window)
  /** Sums of counts or money over the whole window, from running totals: one row for each series asked, in that order, 0 where nothing is. */
  | ({ ask: 'totals'; series: readonly number[] } & Interval)
  | ({ ask: 'bins'; series: readonly number[] } & Window)
  | ({ ask: 'gauges'; series: readonly number[] } & Interval)
  /** Distinct users per step (outcome as given, any when left out) and bucket. */
  | ({ ask: 'people'; process: string; steps: readonly string[]; outcome?: string } & Window)
  /**
   * Who passed which step in which minute with which outcome, each once, of the processes, steps and outcomes given; ordered by
   * process, user, minute, step and outcome, each as it stands in its list.
   */
  | ({
      ask: 'passes';
      processes: readonly string[];
      steps: readonly string[];
      outcomes: readonly string[];
    } & Interval)
  /** Merged intervals in which the source was complete, clipped to the window, ordered by source and from. */
  | ({ ask: 'alive'; sources: readonly string[] } & Interval)
  | { ask: 'batch'; source: string; key: string }
  /** The same of several keys of a source; an answer or null for each, in their order. */
  | { ask: 'batches'; source: string; keys: readonly string[] }
  | { ask: 'ids'; from: EpochMs }
  | { ask: 'states'; prefix: string }
  | { ask: 'days' }
  /** Roll-ups, of one subject or all, subject after subject (in no order of names), in order of `at`. */
  | ({ ask: 'hours'; subject?: string } & Interval)
  /** The masks of hours of which not every minute was measured, in the same order. */
  | ({ ask: 'hourMasks'; subject?: string } & Interval)
  /** Sums of roll-ups per bucket: of so many milliseconds (a multiple of an hour) since the epoch, or UTC months. A bucket that lies in two months comes in two parts. */
  | ({ ask: 'hourSums'; step: number | 'month' } & Interval)
  /** Every subject that ever had a roll-up, with the first hour of which some minute was measured, also of one dropped since. */
  | { ask: 'hourSubjects' };

interface Answers {
  series: SeriesRow[];
  /** In order of their numbers, as those of `series` are. */
  metric: SeriesRow[];
  counts: CountColumns;
  totals: { series: Int32Array; n: Float64Array };
  bins: BinColumns;
  /** Rows of one series and minute are joined: n adds up, last is that of the greatest lastAt (the greater of two at once). */
  gauges: { series: number; at: EpochMs; n: number; min: number; max: number; last: number; lastAt: EpochMs }[];
  people: { step: string; at: EpochMs; users: number }[];
  alive: { source: string; from: EpochMs; to: EpochMs }[];
  batch: { answer: string } | null;
  batches: (string | null)[];
  /** In no order. */
  ids: { hash: BigUint64Array; at: Float64Array };
  states: { key: string; value: string }[];
  /**
   * UTC days with data in order, with the rows as they came (several increments of a minute are several rows); `counted` are
   * those of counts and bins alone.
   */
  days: { day: string; rows: number; counted: number }[];
  passes: PassColumns;
  hours: HourColumns;
  hourMasks: HourMaskColumns;
  hourSums: HourSumColumns;
  hourSubjects: { subject: string; firstMeasured: EpochMs | null }[];
}
export type Answer<Q extends Question> = Answers[Q['ask']];

/** A batch with nothing in it, to be filled. */
export function emptyBatch(): Batch {
  return {
    series: [],
    counts: [],
    bins: [],
    gauges: [],
    people: [],
    passed: [],
    ids: [],
    alive: [],
    states: [],
    hours: [],
  };
}
