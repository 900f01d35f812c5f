import type { EpochMs } from '../../maths/instants.ts';
import type { SeriesKey } from '../../stores/measurements/measurements.ts';
import { IntakeTally } from './intake-tally.ts';
import { type Liveness, neverSeen } from './liveness.ts';
import { type Heard, type Stream, seriesOfStream } from './otlp/cumulative.ts';
import { StreamTable } from './otlp/stream-table.ts';
import type { StreamTrial } from './otlp/stream-trial.ts';
import { PullLog } from './pull/pull-log.ts';
import { RecentIds } from './recent-ids.ts';
import type { FamilyType } from './remote-write/write-request.ts';
import { identityOf } from './series-names.ts';
import type { TraceDraft } from './traces/trace-draft.ts';
import { TraceMemory } from './traces/trace-memory.ts';

export interface Counters {
  accepted: number;
  refused: number;
  duplicate: number;
  droppedAttributes: number;
}

export const noCounts: Counters = { accepted: 0, refused: 0, duplicate: 0, droppedAttributes: 0 };

/** What is remembered of a source between requests. */
export interface SourceMemory {
  series: Set<string>;
  streams: StreamTable;
  /** The series of the streams. */
  streamSeries: Set<string>;
  heard: Map<string, Heard>;
  /** What Prometheus said of metrics whose names do not say it. */
  types: Map<string, FamilyType>;
  /** Per service.name, for OTLP. */
  services: Map<string, Liveness>;
  /** Of business events. */
  events: Liveness;
  /** Of declarations about technical data as a whole, and of imports of such. */
  technical: Liveness;
  /** The newest request of any kind that brought or declared something. */
  lastArrival: EpochMs | null;
  /** When history of business events was last loaded, in this run. */
  importedAt: EpochMs | null;
  counters: Counters;
}

/** What one request changes; applied only after the batch it belongs to is on disk. */
export interface IntakeChange {
  source: string;
  lastArrival: EpochMs | null;
  events?: Liveness;
  technical?: Liveness;
  services: ReadonlyMap<string, Liveness>;
  streams?: ReadonlyMap<string, Stream>;
  /** The same of OTLP. */
  trial?: StreamTrial;
  heard: ReadonlyMap<string, Heard>;
  types?: ReadonlyMap<string, FamilyType>;
  series: readonly string[];
  counters: Counters;
  /** What spans change; they may belong to series of other sources. */
  traces?: TraceDraft;
}

/** Everything the intake remembers. Bounded: series and streams by the limit of each source, ids by 15 minutes. */
export class IntakeMemory {
  /** Since when this installation has listened. */
  listeningSince: EpochMs;
  /** Whether that is on disk yet. */
  listeningKept = false;
  readonly sources = new Map<string, SourceMemory>();
  /** What came in by which way since the start; not kept. */
  readonly tally = new IntakeTally();
  /** How asking others went since the start; not kept. */
  readonly pulls = new PullLog();
  readonly traces = new TraceMemory();
  /** Of events; the process is part of what such an id stands for. */
  readonly ids = new RecentIds();

  constructor(listeningSince: EpochMs) {
    this.listeningSince = listeningSince;
  }

  source(name: string): SourceMemory {
    let source = this.sources.get(name);
    if (source === undefined) {
      source = {
        series: new Set(),
        streams: new StreamTable(),
        streamSeries: new Set(),
        heard: new Map(),
        types: new Map(),
        services: new Map(),
        events: neverSeen,
        technical: neverSeen,
        lastArrival: null,
        importedAt: null,
        counters: noCounts,
      };
      this.sources.set(name, source);
    }
    return source;
  }

  addSeries(key: SeriesKey): void {
    this.source(key.source).series.add(identityOf(key));
    this.traces.addSeries(key);
  }

  apply(change: IntakeChange): void {
    const source = this.source(change.source);
    for (const identity of change.series) source.series.add(identity);
    for (const [id, stream] of change.streams ?? []) addStream(source, id, stream);
    for (const id of change.trial?.keep() ?? []) source.streamSeries.add(seriesOfStream(id));
    for (const [id, heard] of change.heard) source.heard.set(id, heard);
    for (const [family, type] of change.types ?? []) source.types.set(family, type);
    for (const [name, liveness] of change.services) source.services.set(name, liveness);
    source.events = change.events ?? source.events;
    source.technical = change.technical ?? source.technical;
    source.lastArrival = change.lastArrival ?? source.lastArrival;
    source.counters = added(source.counters, change.counters);
    if (change.traces !== undefined) this.applyTraces(change.traces);
    this.listeningKept = true;
  }

  applyTraces(draft: TraceDraft): void {
    for (const { source, identity } of draft.series) this.source(source).series.add(identity);
    draft.commit();
  }

  /** Counts what was refused by a request that stored nothing. */
  count(name: string, counters: Counters): void {
    const source = this.source(name);
    source.counters = added(source.counters, counters);
  }

  /** Something came of a source that is kept among the records: it is alive. */
  heard(name: string, at: EpochMs): void {
    const source = this.source(name);
    source.lastArrival = Math.max(at, source.lastArrival ?? at);
  }
}

export function addStream(source: SourceMemory, id: string, stream: Stream): void {
  if (!source.streams.has(id)) source.streamSeries.add(seriesOfStream(id));
  source.streams.set(id, stream);
}

/** Forgets streams and resources that have ended. */
export function forgetEnded(source: SourceMemory, streams: readonly string[], heard: readonly string[]): void {
  for (const id of streams) source.streams.delete(id);
  for (const id of heard) source.heard.delete(id);
  source.streamSeries = new Set([...source.streams.keys()].map(seriesOfStream));
}

export function added(a: Counters, b: Counters): Counters {
  return {
    accepted: a.accepted + b.accepted,
    refused: a.refused + b.refused,
    duplicate: a.duplicate + b.duplicate,
    droppedAttributes: a.droppedAttributes + b.droppedAttributes,
  };
}
