import { z } from 'zod';
import { Outcome } from './business-event.ts';
import { refusalCodes } from './refusal.ts';

const Rejected = z.object({
  /** Number of the row in the request, from 0; empty lines have none. */
  index: z.number().int(),
  code: z.enum(refusalCodes),
  /** Names the field and what is expected; never a value that came in. */
  message: z.string(),
});

/** 202 of `POST /api/v1/events`, after the good rows are on disk. */
export const EventsAnswer = z.object({
  accepted: z.number().int(),
  /** Repeats of an id: counted once, no error. */
  duplicate: z.number().int(),
  rejected: z.array(Rejected),
});
export type EventsAnswer = z.infer<typeof EventsAnswer>;

const minuteAt = z.number().int().describe('epoch milliseconds; belongs to the minute it lies in');
const most = 1_000_000_000_000;
const count = z.number().int().min(0).max(most);
const labels = z.record(z.string().min(1).max(255), z.string().max(255));

/** History of a business process: how many events of a step there were in a minute. */
export const BusinessImportRow = z.strictObject({
  process: z.string(),
  step: z.string(),
  at: minuteAt,
  count,
  /** The sum of their amounts as decimal text. */
  amount: z.string().nullish(),
  currency: z.string().nullish(),
  outcome: Outcome.nullish(),
});

/** History of a metric: how many observations its series had in a minute. */
export const CountImportRow = z.strictObject({
  metric: z.string(),
  at: minuteAt,
  labels: labels.default({}),
  unit: z.string().max(63).default(''),
  count,
});

/** The same per bucket of a histogram: `buckets` has one entry more than `bounds`, which rise. */
export const BinsImportRow = z.strictObject({
  metric: z.string(),
  at: minuteAt,
  labels: labels.default({}),
  unit: z.string().max(63).default(''),
  bounds: z.array(z.number()).max(4_096),
  buckets: z.array(count).max(4_097),
});

export type BusinessImportRow = z.infer<typeof BusinessImportRow>;
export type CountImportRow = z.infer<typeof CountImportRow>;
export type BinsImportRow = z.infer<typeof BinsImportRow>;
export type ImportRow = BusinessImportRow | CountImportRow | BinsImportRow;

/** 200 of `POST /api/v1/import/counts`, after all rows are on disk. */
export const ImportAnswer = z.object({
  rows: z.number().int(),
  /** The first and the last minute with rows; null where there are none. */
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;

/** How a source is doing. */
export const SourceStatus = z.object({
  name: z.string(),
  type: z.string(),
  state: z.enum(['alive', 'silent', 'never']),
  /** Up to when its data are complete; null when it never sent anything. */
  completeUntil: z.iso.datetime().nullable(),
  lastArrival: z.iso.datetime().nullable(),
  series: z.number().int(),
  seriesLimit: z.number().int(),
  accepted: z.number().int(),
  refused: z.number().int(),
  /** Repeats that counted once. */
  duplicate: z.number().int(),
  /** Attributes that were dropped because their process does not list them. */
  droppedAttributes: z.number().int(),
  /** Of a source that Waga asks: failures since the start, and the last one while nothing has worked since. */
  pull: z
    .object({
      failures: z.number().int(),
      problem: z.object({ at: z.iso.datetime(), code: z.string(), message: z.string() }).nullable(),
    })
    .optional(),
  /** What became of spans that may be a side of a call; left out where the source sent none. */
  edges: z
    .object({
      /** Spans that wait for their other side. */
      waiting: z.number().int(),
      /** Calls of which both sides were seen. */
      paired: z.number().int(),
      /** Calls of something that sends no traces. */
      named: z.number().int(),
      /** Spans whose other side never came and that name nobody. */
      unpaired: z.number().int(),
      /** Spans that found no room to wait. */
      overflowed: z.number().int(),
      /** Spans that waited when Waga stopped. */
      lost: z.number().int(),
      /** Calls that the series limit left no room for. */
      overLimit: z.number().int(),
    })
    .optional(),
});
export type SourceStatus = z.infer<typeof SourceStatus>;
export const SourcesAnswer = z.object({ sources: z.array(SourceStatus) });

/** What is known of how the requests were sampled: none were left out, a known threshold weighs them, or nothing is known. */
export const Sampling = z.enum(['none', 'threshold', 'unknown']);
export type Sampling = z.infer<typeof Sampling>;

/** Who calls whom, as the traces of a period show it. */
export const DiscoveredDependency = z.object({
  /** `service.name` of who calls. */
  caller: z.string(),
  /** `service.name` of who is called; for one that sends no traces what the caller names it. */
  callee: z.string(),
  /** service: both sides were seen, or a queue lay between two services. The others are known by their callers alone. */
  kind: z.enum(['service', 'database', 'messaging', 'external']),
  /**
   * Requests and those that failed. sampling none: exact. threshold: each span stands for as many as its sampler says, an
   * estimate. unknown: of those that were sent, so only the ratio of the two says something.
   */
  calls: z.number().int(),
  errors: z.number().int(),
  sampling: Sampling,
  /** 95 of 100 requests took no longer than this as their caller saw it (an edge of a bin); null beyond the last edge. */
  p95Ms: z.number().nullable(),
  /** The start of the last minute with a request; of the last hour in a period longer than two days. */
  lastSeen: z.iso.datetime(),
});
export type DiscoveredDependency = z.infer<typeof DiscoveredDependency>;

/** 200 of `GET /api/v1/dependencies`: the most called first. */
export const DependenciesAnswer = z.object({ dependencies: z.array(DiscoveredDependency) });
