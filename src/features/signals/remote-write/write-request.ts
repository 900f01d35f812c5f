/** A request of Prometheus remote write 1.0 as it is read: times in epoch milliseconds, values as they were sent. */
export interface WriteRequest {
  series: WrittenSeries[];
  metadata: Metadata[];
}

export interface WrittenSeries {
  labels: readonly Label[];
  samples: { value: number; at: number; stale: boolean }[];
  /** How many native histograms it holds; only their number is read. */
  histograms: number;
}

/** Samples, and all of series, labels and samples together; two bytes suffice for an empty one, so the body bounds neither. */
export const mostInWrite = { samples: 100_000, parts: 500_000 };

export type Label = readonly [name: string, value: string];

/** What Prometheus says of a family of metrics, apart from its samples. */
export interface Metadata {
  family: string;
  type: FamilyType;
}

/** In the order of their numbers in the protocol. */
export const familyTypes = [
  'unknown',
  'counter',
  'gauge',
  'histogram',
  'gaugehistogram',
  'summary',
  'info',
  'stateset',
] as const;
export type FamilyType = (typeof familyTypes)[number];
