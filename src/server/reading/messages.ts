import type { EventGroup, ScannedEvents, ScanRules } from '../../features/signals/ndjson/scanned-events.ts';
import type { Rules } from '../../features/signals/otlp/fast/known-values.ts';
import type { NumberedSeries } from '../../features/signals/otlp/fast/numbered-series.ts';
import type { SummedRows } from '../../features/signals/otlp/fast/sum-up.ts';
import type { ToldColumns } from '../../features/signals/otlp/fast/told-columns.ts';
import type { MetricsSummed } from '../../features/signals/otlp/metrics-summing.ts';
import type { NumberedSpans } from '../../features/signals/traces/spans-scanning.ts';

/** Of so many rules of a kind a thread keeps what it made of them, the newest; who asks it keeps the same ones in mind. */
export const mostRules = 64;
/** Of so many groups, the newest, who asks keeps in mind what their numbers stand for. */
export const mostGroups = 16_384;

/** What threads read: under what rules, how that travels, and what it is for who asked. */
export interface Kinds {
  events: { rules: ScanRules; travelling: TravellingEvents; read: ScannedEvents };
  traces: { rules: object; travelling: NumberedSpans; read: NumberedSpans };
  metrics: { rules: Rules; travelling: TravellingMetrics | ToldColumns; read: MetricsSummed };
}
export type Kind = keyof Kinds;

/** Memory that both sides see: sent once and then known by its number, since naming it anew takes longer than all else of a message. */
export interface SeenByBoth {
  number: number;
  /** Of a number that the thread does not know yet. */
  memory?: SharedArrayBuffer;
}

/** A body to be read; rules are sent once and then go by their number. */
export interface Reading<K extends Kind = Kind> {
  id: number;
  kind: K;
  /** Memory that both sides see is read where it lies, and what is behind the body is free; other memory moves, and comes back with the answer. */
  body: ArrayBuffer | SeenByBoth;
  length: number;
  rules: number;
  /** Of a number that the thread does not know yet. */
  define?: Kinds[K]['rules'];
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

/** Rows of numbers, each of a series by its number; `columns` stand behind the body where they fit there. */
export interface TravellingMetrics extends Pick<SummedRows, 'resources'>, Pick<NumberedSeries, 'fresh'> {
  columns: SummedColumns | ColumnsBehind;
}

/** The columns of the rows. */
export type SummedColumns = Omit<SummedRows, 'resources'> & Pick<NumberedSeries, 'numbers'>;

/** How many rows and buckets stand behind a body, and how many bytes a bucket has. */
export interface ColumnsBehind {
  rows: number;
  buckets: number;
  bytesEach: number;
}

/** What a thread is told: a body to be read, or that a piece of memory is gone. */
export type Told = Reading | { forget: number };

/** The answer (null where the body is left to others), with the body back where it had moved. */
export type Read<K extends Kind = Kind> = { id: number; body: ArrayBuffer | null } & (
  | { read: Kinds[K]['travelling'] | null }
  /** What the reader threw. */
  | { fault: Error }
);
