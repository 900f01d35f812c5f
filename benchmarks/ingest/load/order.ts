/** What the load generator is told to send, and what it says of what came of it. */

export type BodyKind =
  | 'plain'
  | 'with id'
  | 'with id and user'
  | 'gzip'
  | 'otlp metrics'
  | 'otlp histograms'
  | 'otlp traces';

export interface LoadOrder {
  url: string;
  /** Null for a reference, which asks for none. */
  token: string | null;
  kind: BodyKind;
  /** Events, points or spans in one request. */
  rows: number;
  /** Distinct series of the bodies, at least; a multiple of 20 for events. */
  series: number;
  /** Connections that are kept open, one request in flight on each. */
  connections: number;
  warmSeconds: number;
  seconds: number;
  /** Requests a second by schedule, whatever the answers take; null sends the next when the last is answered. */
  perSecond: number | null;
  /** Ends after so many requests, before the seconds are over; null has no such end. */
  mostRequests: number | null;
  /** Says nothing of its own failure: the server is to be killed under it. */
  quiet: boolean;
}

export interface LoadReport {
  /** Of the whole run, warm-up included: answers read to their end. */
  requests: number;
  /** Events sent in requests that were acknowledged, and what the answers say was accepted of them. */
  sent: number;
  accepted: number;
  duplicate: number;
  refused: number;
  /** Answers 429 or 503, after which the same request was sent again. */
  busy: number;
  /** From the end of the warm-up until the time was over (or the requests, where they were counted): events acknowledged, seconds, and events of each whole second. */
  measured: { events: number; seconds: number; perSecond: number[] };
  /** Milliseconds from when each request was due (or sent, without a schedule) to its answer: sorted, of the measured time. */
  latencies: number[];
  bytesPerRequest: number;
  /** Of the load generator itself, in the measured time. */
  processorSeconds: number;
}
