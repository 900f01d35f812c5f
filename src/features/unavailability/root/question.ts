import type { EpochMs } from '../../../maths/instants.ts';

/** `caller` calls `callee`, or stands on it. */
export interface Call {
  caller: string;
  callee: string;
}

/** One measure of one node. Rows may stand in any order; NaN is unknown. */
export interface NodeSeries {
  node: string;
  metric: string;
  at: ArrayLike<EpochMs>;
  values: ArrayLike<number>;
}

/** Something that was changed in a node, told in words: "deploy: payment-api 1.42.0". */
export interface NodeChange {
  node: string;
  at: EpochMs;
  what: string;
}

export interface RootQuestion {
  graph: readonly Call[];
  /** What was measured before, in and after the interval. */
  metrics: readonly NodeSeries[];
  /** What is usual; left out, the rows of `metrics` before the interval. */
  normal?: readonly NodeSeries[] | undefined;
  /** Where the trouble was seen. */
  target: { node: string; metric: string };
  /** When the onset may have been, both ends included. */
  interval: { from: EpochMs; to: EpochMs };
  changes?: readonly NodeChange[] | undefined;
}

export interface RootCandidate {
  node: string;
  /** The measure that shows it best. */
  metric: string;
  /** Sum of the votes over the number of voters: 1 when each puts the node first. A change just before multiplies it by up to 3. */
  score: number;
  /** Plain sentences. */
  why: string;
}

export interface RootAnswer {
  /** Nothing in the metrics stands out from quiet times: nobody is suspected, and `candidates` is only where to look first all the same. */
  abstained: boolean;
  /** One or two sentences: what was looked at, how much stands out, or why nothing is said. */
  reason: string;
  /** The first candidate when it leads clearly; null when the first ones are close, or none stands out. */
  named: string | null;
  /** Best first, at most ten. */
  candidates: RootCandidate[];
}
