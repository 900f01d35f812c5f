import { bucketStart, type EpochMs, minute } from '../../../maths/instants.ts';
import type { BatchBuilder } from '../batch-builder.ts';
import { timeProblem } from '../event-rules.ts';
import { advance, firstCounts, type Heard, type Stream } from '../otlp/cumulative.ts';
import { increments, placedAt } from '../otlp/point-value.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { AdmittedSeries } from '../series-limit.ts';
import { counterPoint, endedAt, hasEnded, heardAt, stoodAtZero } from './counter-stream.ts';
import { type MetricRole, roleOf } from './metric-role.ts';
import type { SeriesIdentity } from './series-identity.ts';
import { storedSeries } from './stored-series.ts';
import type { WriteContext, WriteDecision } from './write-decision.ts';
import type { WrittenSeries } from './write-request.ts';

type Sample = WrittenSeries['samples'][number];

const milliseconds = (time: bigint): EpochMs => Number(time / 1_000_000n);

/** Takes the samples of one series in the order in which they were sent. */
export class SeriesSamples {
  readonly #identity: SeriesIdentity;
  readonly #context: WriteContext;
  readonly #batch: BatchBuilder;
  readonly #decision: WriteDecision;
  readonly #role: MetricRole;
  readonly #series: AdmittedSeries;

  constructor(identity: SeriesIdentity, context: WriteContext, batch: BatchBuilder, decision: WriteDecision) {
    this.#identity = identity;
    this.#context = context;
    this.#batch = batch;
    this.#decision = decision;
    const { name, labels } = identity;
    const { source } = context;
    const typeOf = (family: string) => decision.types.get(family) ?? context.typeOf(family);
    this.#role = source.keepsMetric(name) ? roleOf(name, (label) => label in labels, typeOf) : 'left-out';
    this.#series = storedSeries(identity, source.name, this.#role);
  }

  /** Adds one sample, or says why not. What counts nothing by itself is left out without a word. */
  add(sample: Sample): Refusal | null {
    const { now, retentionMs } = this.#context;
    const late = timeProblem(sample.at, now, retentionMs);
    if (late !== null) return late;
    const refusal = this.#kept(sample);
    if (refusal === null && !this.#identity.automatic && !sample.stale) this.#proves(sample.at);
    return refusal;
  }

  #kept(sample: Sample): Refusal | null {
    if (this.#role === 'left-out') return null;
    return this.#role === 'gauge' ? this.#gauge(sample) : this.#counter(sample);
  }

  #proves(at: EpochMs): void {
    const { services } = this.#decision;
    const { job } = this.#identity;
    const newest = Math.min(at, this.#context.now);
    services.set(job, Math.max(newest, services.get(job) ?? newest));
  }

  /** Prometheus has gauges that are no number for a while; there is nothing to keep of them. */
  #gauge({ value, at }: Sample): Refusal | null {
    if (!Number.isFinite(value)) return null;
    const series = this.#admitted();
    if (series === null) return this.#context.limit.refusal();
    this.#batch.gauge(series, bucketStart(at, minute), value, at);
    this.#decision.accepted += 1;
    return null;
  }

  #counter({ value, at, stale }: Sample): Refusal | null {
    const { streams } = this.#decision;
    const { limit, room, source } = this.#context;
    const id = this.#identity.streamId;
    const last = streams.get(id) ?? this.#context.stream(id);
    if (last === undefined && streams.size >= room.streams) return limit.refusal();
    const point = stale ? endedAt(at) : counterPoint(value, at);
    if (isRefusal(point)) return point;
    if (last !== undefined && point.time <= last.time) {
      this.#decision.duplicate += 1;
      return null;
    }
    if (stale) streams.set(id, point);
    else {
      const heard = this.#heard();
      const going = last !== undefined && !hasEnded(last) ? last : undefined;
      const { add, next } = advance(going, point, this.#countsInFull(last, point.time));
      const rows = increments(add);
      if (isRefusal(rows)) return rows;
      const series = this.#admitted();
      if (series === null) return limit.refusal();
      const since = last?.time ?? heard?.last ?? point.time;
      const placed = placedAt(at, milliseconds(since), source.silentAfterMs);
      for (const [, n] of rows) this.#batch.count(series, placed, n);
      streams.set(id, next);
      this.#hear(point.time);
    }
    this.#decision.accepted += 1;
    return null;
  }

  /** Its number in the batch; null where the source may have no more series. */
  #admitted(): number | null {
    const { key, identity } = this.#series;
    return this.#context.limit.admits(identity) ? this.#batch.series(key, identity) : null;
  }

  #heard(): Heard | undefined {
    const { heard } = this.#identity;
    return this.#decision.heard.get(heard) ?? this.#context.heard(heard);
  }

  /** Whether a value that continues nothing is new as a whole; see docs/decisions/0009-prometheus-streams.md. */
  #countsInFull(last: Stream | undefined, time: bigint): boolean {
    const heard = this.#heard();
    if (last !== undefined) return stoodAtZero(last, time, heard);
    const known = this.#context.seriesKnown(this.#identity.stream);
    return firstCounts({ start: 0n, time }, 0n, heard, known);
  }

  #hear(time: bigint): void {
    const known = this.#heard();
    const { heard } = this.#decision;
    if (known === undefined && heard.size >= this.#context.room.heard) return;
    const next = heardAt(known, time);
    if (next !== known) heard.set(this.#identity.heard, next);
  }
}
