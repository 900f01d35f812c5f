/** What the sender of remote write is told, and what it says. */
export interface WriteOrder {
  /** With its path. */
  url: string;
  headers: Record<string, string>;
  series: number;
  /** Samples of each series, 15 s apart, the last now. */
  scrapes: number;
  connections: number;
}

export interface WriteReport {
  samples: number;
  /** From the first request to the last answer; making the bodies is not in it. */
  seconds: number;
  busy: number;
  /** As sent, compressed. */
  bytes: number;
}
