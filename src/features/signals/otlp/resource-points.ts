import { bucketStart, type EpochMs, minute } from '../../../maths/instants.ts';
import type { SeriesKey } from '../../../stores/measurements/measurements.ts';
import type { BatchBuilder } from '../batch-builder.ts';
import { timeProblem } from '../event-rules.ts';
import { digest } from '../pseudonym.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { attributesProblem } from '../writer-rules.ts';
import { advance, firstCounts, streamId } from './cumulative.ts';
import type { Attributes, Point, PointMetric } from './metrics-data.ts';
import type { MetricsContext, MetricsDecision } from './metrics-decision.ts';
import { pointLabels } from './point-labels.ts';
import {
  countedValues,
  gaugeValue,
  increments,
  labelledAt,
  type PointValues,
  placedAt,
  pointProblem,
} from './point-value.ts';

/** What OTel calls a service that did not name itself. */
const unnamedService = 'unknown_service';

/** The service that a resource names. */
export const serviceOf = (attributes: Attributes): string =>
  attributes.find(([name]) => name === 'service.name')?.[1] ?? unnamedService;

type SeriesName = Pick<SeriesKey, 'source' | 'name' | 'unit' | 'labels'>;

const later = (a: bigint, b: bigint): bigint => (a - b > 0n ? a : b);
const milliseconds = (nanoseconds: bigint): EpochMs => Number(nanoseconds / 1_000_000n);

/** Notes that a process and its service were heard, with points kept of these times (nanoseconds). */
export function noteResource(
  { id, service }: { id: string; service: string },
  oldest: bigint,
  newest: bigint,
  context: MetricsContext,
  { heard, services }: MetricsDecision,
): void {
  const before = heard.get(id) ?? context.heard(id);
  const first = before?.first ?? oldest;
  const last = before !== undefined && before.last > newest ? before.last : newest;
  if (before !== undefined || heard.size < context.room.heard) heard.set(id, { first, last });
  const at = Math.min(milliseconds(newest), context.now);
  services.set(service, Math.max(at, services.get(service) ?? at));
}

/** Takes the points of one resource: one process that exports. */
export class ResourcePoints {
  readonly #attributes: Attributes;
  readonly #id: string;
  readonly #context: MetricsContext;
  readonly #batch: BatchBuilder;
  readonly #decision: MetricsDecision;
  #newest = 0n;
  #oldest: bigint | null = null;

  constructor(attributes: Attributes, context: MetricsContext, batch: BatchBuilder, decision: MetricsDecision) {
    this.#attributes = attributes;
    this.#id = digest(JSON.stringify(attributes));
    this.#context = context;
    this.#batch = batch;
    this.#decision = decision;
  }

  /** Adds one point of a metric whose name and kind are good, or says why not. */
  add(scope: string, metric: PointMetric, index: number): Refusal | null {
    const { now, retentionMs, source, writer } = this.#context;
    const point = metric.points[index]!;
    const foreign = attributesProblem(writer, this.#attributes, point.attributes);
    const problem = foreign ?? pointProblem(point) ?? timeProblem(milliseconds(point.time), now, retentionMs);
    if (problem !== null) return problem;
    const labels = pointLabels(this.#attributes, source.resourceAttributes, point.attributes);
    if (isRefusal(labels)) return labels;
    const refusal = this.#value(scope, metric, index, {
      source: source.name,
      name: metric.name,
      unit: metric.unit,
      labels,
    });
    if (refusal !== null) return refusal;
    this.#decision.accepted += 1;
    if (point.time > this.#newest) this.#newest = point.time;
    if (this.#oldest === null || point.time < this.#oldest) this.#oldest = point.time;
    return null;
  }

  /** Notes that the process and its service were heard, if any of its points was kept. */
  finish(): void {
    if (this.#oldest === null) return;
    const resource = { id: this.#id, service: serviceOf(this.#attributes) };
    noteResource(resource, this.#oldest, this.#newest, this.#context, this.#decision);
  }

  #value(scope: string, metric: PointMetric, index: number, series: SeriesName): Refusal | null {
    const point = metric.points[index]!;
    if (metric.type === 'gauge' || (metric.type === 'sum' && !metric.monotonic)) {
      const value = gaugeValue(metric.points[index]!);
      return isRefusal(value) ? value : this.#gauge({ ...series, kind: 'gauge' }, milliseconds(point.time), value);
    }
    const read = countedValues(metric, index);
    if (isRefusal(read)) return read;
    if (metric.temporality === 'delta') {
      return this.#counts(series, read, read.values, bucketStart(milliseconds(point.time), minute));
    }
    return this.#cumulative(JSON.stringify([scope, metric.name, metric.unit, metric.type]), series, point, read);
  }

  #cumulative(metric: string, series: SeriesName, point: Point, read: PointValues): Refusal | null {
    const { source, listeningSince, streams, limit } = this.#context;
    const own = digest(JSON.stringify([this.#id, metric, point.attributes]));
    const id = streamId(own, point.start);
    const last = streams.get(id);
    if (last === undefined && streams.isFull) return limit.refusal();
    const heard = this.#context.heard(this.#id);
    const { values, scheme, scale } = read;
    const counts = firstCounts(point, BigInt(listeningSince) * 1_000_000n, heard, this.#context.seriesKnown(own));
    const { add, next } = advance(last, { time: point.time, values, scheme, scale }, counts);
    const since = later(last?.time ?? heard?.last ?? point.start, point.start);
    const at = placedAt(milliseconds(point.time), milliseconds(since), source.silentAfterMs);
    const refusal = this.#counts(series, labelledAt(read, next.scale), add, at);
    if (refusal === null && next !== last) streams.set(id, next);
    return refusal;
  }

  #counts(series: SeriesName, read: PointValues, add: ReadonlyMap<number, bigint>, at: EpochMs): Refusal | null {
    const rows = increments(add);
    if (isRefusal(rows)) return rows;
    const key: SeriesKey = { ...series, kind: read.kind, labels: { ...series.labels, ...read.labels } };
    const admitted = this.#context.limit.admit([key]);
    if (admitted === null) return this.#context.limit.refusal();
    const index = this.#batch.series(key, admitted[0]!.identity);
    for (const [bin, n] of rows) {
      if (n === 0) continue;
      if (read.kind === 'counts') this.#batch.count(index, at, n);
      else this.#batch.bin(index, at, bin, n);
    }
    return null;
  }

  #gauge(key: SeriesKey, at: EpochMs, value: number): Refusal | null {
    const admitted = this.#context.limit.admit([key]);
    if (admitted === null) return this.#context.limit.refusal();
    this.#batch.gauge(this.#batch.series(key, admitted[0]!.identity), bucketStart(at, minute), value, at);
    return null;
  }
}
