import type { EpochMs } from '../../../maths/instants.ts';
import type { NamedCallee } from './callee.ts';
import type { SpanSampling } from './sampling.ts';
import type { Sender } from './senders.ts';

/** What an edge takes from CLIENT or PRODUCER spans, the same of all that are alike. */
export interface Calling {
  sender: Sender;
  /** The minute in which they ended. */
  at: EpochMs;
  failed: boolean;
  sampling: SpanSampling;
  /** A PRODUCER may have several consumers and goes on waiting. */
  producer: boolean;
  callee: NamedCallee | null;
  arrivedAt: EpochMs;
}

/** One such span while it waits for its other side. */
export interface CallingSpan {
  call: Calling;
  bin: number;
  /** Whether another side was found. */
  paired: boolean;
}

/** The same of a SERVER or CONSUMER span; `at` is when it came in. */
export interface CalledSpan {
  source: string;
  service: string;
  failed: boolean;
  sampling: SpanSampling;
  arrivedAt: EpochMs;
}

/** What became of the spans of a source that may be a side of an edge. */
export interface EdgeCounts {
  /** Edges of which both sides were seen. */
  paired: number;
  /** Edges to something that sends no traces, known by what the caller named. */
  named: number;
  /** Spans whose other side never came and that name nobody. */
  unpaired: number;
  /** Spans that found no room to wait. */
  overflowed: number;
  /** Spans that waited when the server stopped. */
  lost: number;
  /** Edges that the series limit left no room for. */
  overLimit: number;
}

export const noEdges: EdgeCounts = { paired: 0, named: 0, unpaired: 0, overflowed: 0, lost: 0, overLimit: 0 };

/** How long a span waits for its other side: exporters send within seconds, a Collector that retries within a minute or two. */
export const waitMs = 180_000;

/** How many spans wait at most, of one source and together (about 300 bytes each). */
export const mostWaiting = { ofSource: 50_000, together: 200_000 } as const;
