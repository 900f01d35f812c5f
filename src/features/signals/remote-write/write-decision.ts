import type { EpochMs } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import type { Heard, Stream } from '../otlp/cumulative.ts';
import type { Rejections } from '../otlp/rejections.ts';
import type { SeriesLimit } from '../series-limit.ts';
import type { Source } from '../source.ts';
import type { FamilyType } from './write-request.ts';

/** What the decision on a request needs to know; nothing of it is changed but the room in `limit`. */
export interface WriteContext {
  source: Source;
  writer: Writer;
  now: EpochMs;
  retentionMs: number;
  limit: SeriesLimit;
  stream(id: string): Stream | undefined;
  seriesKnown(series: string): boolean;
  heard(target: string): Heard | undefined;
  typeOf(family: string): FamilyType | undefined;
  /** How many more of each may be remembered for the source. */
  room: { streams: number; heard: number; types: number };
}

export interface WriteDecision {
  accepted: number;
  /** Samples at or before the last one of their stream: they were counted when they came first. */
  duplicate: number;
  rejected: Rejections;
  streams: Map<string, Stream>;
  heard: Map<string, Heard>;
  types: Map<string, FamilyType>;
  /** The newest time of a sample per job, of jobs whose targets answered. */
  services: Map<string, EpochMs>;
}
