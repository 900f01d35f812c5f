/** A request of Prometheus remote write 1.0 as it is read: times in epoch milliseconds, values as they were sent. */
export interface WriteRequest {
  series: WrittenSeries[];
  metadata: Metadata[];
}

export interface WrittenSeries {
  labels: Label[];
  samples: { value: number; at: number; stale: boolean }[];
  /** How many native histograms it holds; only their number is read. */
  histograms: number;
}

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
