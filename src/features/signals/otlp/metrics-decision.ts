import type { EpochMs } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import type { SeriesLimit } from '../series-limit.ts';
import type { Source } from '../source.ts';
import type { Heard } from './cumulative.ts';
import type { Rejections } from './rejections.ts';
import type { StreamTrial } from './stream-trial.ts';

/** What the decision on a request needs to know; nothing of it is changed but the room in `limit` and what is on trial. */
export interface MetricsContext {
  source: Source;
  writer: Writer;
  now: EpochMs;
  retentionMs: number;
  listeningSince: EpochMs;
  limit: SeriesLimit;
  streams: StreamTrial;
  /** Whether any stream of this series has been seen, whatever its start. */
  seriesKnown(series: string): boolean;
  heard(resource: string): Heard | undefined;
  /** How many more resources may be remembered for the source. */
  room: { heard: number };
}

export interface MetricsDecision {
  accepted: number;
  rejected: Rejections;
  heard: Map<string, Heard>;
  /** The newest time of a kept point per service.name. */
  services: Map<string, EpochMs>;
}

/** The decision on a request of which nothing was judged yet. */
export function newDecision(): MetricsDecision {
  return { accepted: 0, rejected: new Map(), heard: new Map(), services: new Map() };
}
