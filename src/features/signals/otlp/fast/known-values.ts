import type { SeriesKey } from '../../../../stores/measurements/measurements.ts';
import type { Writer } from '../../../access/writer.ts';
import { boundsLabel } from '../../bins.ts';
import { digest } from '../../pseudonym.ts';
import { isRefusal, type Refusal } from '../../refusal.ts';
import { identityOf } from '../../series-names.ts';
import type { Source } from '../../source.ts';
import { attributesProblem } from '../../writer-rules.ts';
import { streamId } from '../cumulative.ts';
import { boundsProblem } from '../histogram-bins.ts';
import { metricProblem } from '../metrics-batch.ts';
import type { Attributes, Metric } from '../metrics-data.ts';
import { pointLabels } from '../point-labels.ts';
import { serviceOf } from '../resource-points.ts';
import type { StreamTable } from '../stream-table.ts';
import { exactOf } from '../wire.ts';

/** What a context says that does not change from request to request as long as these stay the same. */
export interface Rules {
  source: Pick<Source, 'name' | 'resourceAttributes'>;
  writer: Writer;
}

/** A resource, worked out. */
export interface KnownResource {
  attributes: Attributes;
  id: string;
  service: string;
}

export const knownResource = (attributes: Attributes): KnownResource => ({
  attributes,
  id: digest(JSON.stringify(attributes)),
  service: serviceOf(attributes),
});

/** A metric within its resource and scope, worked out. */
export interface KnownMetric {
  name: string;
  unit: string;
  type: Metric['type'];
  problem: Refusal | null;
  /** A gauge, or a sum that is a level. */
  level: boolean;
  cumulative: boolean;
  /** What the identity of its streams is made of. */
  text: string;
  resource: KnownResource;
}

export function knownMetric(resource: KnownResource, scope: string, metric: Metric): KnownMetric {
  const { name, unit, type } = metric;
  return {
    name,
    unit,
    type,
    problem: metricProblem(metric),
    level: type === 'gauge' || (type === 'sum' && !metric.monotonic),
    cumulative: 'temporality' in metric && metric.temporality === 'cumulative',
    text: JSON.stringify([scope, name, unit, type]),
    resource,
  };
}

/** The bounds of a histogram, worked out. */
export interface KnownBounds {
  problem: Refusal | null;
  buckets: number;
  labels: Readonly<Record<string, string>>;
  scheme: string;
}

export function knownBounds(bounds: readonly number[]): KnownBounds {
  const labels = { [boundsLabel]: bounds.join(',') };
  return { problem: boundsProblem(bounds), buckets: bounds.length + 1, labels, scheme: JSON.stringify(labels) };
}

const noLabels: Readonly<Record<string, string>> = {};

/** A series that points go into; one object for each identity of an owner, however many points lead to it. */
export class KnownSeries {
  readonly key: SeriesKey;
  readonly identity: string;
  /** The batch it was last added to, by its number, and its number therein. */
  batch = -1;
  index = -1;
  /** The series of a source among which it was found. */
  among: ReadonlySet<string> | null = null;
  /** By which it goes where it was told of, 0 where it was not. */
  number = 0;

  constructor(key: SeriesKey, identity: string) {
    this.key = key;
    this.identity = identity;
  }
}

/** Series by identity. */
export type SeriesOwner = Map<string, KnownSeries>;

/** What is worked out of a metric and the attributes of its points. */
export interface PointFacts {
  /** Why none of them is kept: asked before anything else of a point, and after its time. */
  foreign: Refusal | null;
  problem: Refusal | null;
  /** What its streams are known by; empty where it has none. */
  own: string;
  source: string;
  name: string;
  unit: string;
  labels: Readonly<Record<string, string>>;
}

export function pointFacts(metric: KnownMetric, attributes: Attributes, { source, writer }: Rules): PointFacts {
  const { resource, name, unit, text } = metric;
  const labels = pointLabels(resource.attributes, source.resourceAttributes, attributes);
  const isStream = metric.cumulative && !metric.level;
  return {
    foreign: attributesProblem(writer, resource.attributes, attributes),
    problem: isRefusal(labels) ? labels : null,
    own: isStream ? digest(JSON.stringify([resource.id, text, attributes])) : '',
    ...{ source: source.name, name, unit },
    labels: isRefusal(labels) ? noLabels : labels,
  };
}

/** The points of one metric with the same attributes (and bounds), worked out. */
export class KnownPoint {
  readonly facts: PointFacts;
  readonly foreign: Refusal | null;
  readonly problem: Refusal | null;
  readonly own: string;
  /** Where its series are known. */
  readonly owner: SeriesOwner;
  #series: KnownSeries | null = null;
  #bins: Readonly<Record<string, string>> | null = null;
  #startLow = -1;
  #startHigh = -1;
  #stream = '';
  #table: StreamTable | null = null;
  #slot = -1;

  constructor(facts: PointFacts, owner: SeriesOwner) {
    this.facts = facts;
    this.foreign = facts.foreign;
    this.problem = facts.problem;
    this.own = facts.own;
    this.owner = owner;
  }

  /** Its series with these labels of the bins; the same object for the same labels is answered at once. */
  seriesAs(kind: SeriesKey['kind'], bins: Readonly<Record<string, string>> = noLabels): KnownSeries {
    if (this.#bins === bins) return this.#series!;
    const { source, name, unit, labels: own } = this.facts;
    const key = { source, name, unit, labels: bins === noLabels ? own : { ...own, ...bins }, kind };
    const identity = identityOf(key);
    let series = this.owner.get(identity);
    if (series === undefined) {
      series = new KnownSeries(key, identity);
      this.owner.set(identity, series);
    }
    this.#series = series;
    this.#bins = bins;
    return series;
  }

  /** The slot of the stream that began then; -1 where the table knows none. */
  slotIn(table: StreamTable, startLow: number, startHigh: number): number {
    const isSame = startLow === this.#startLow && startHigh === this.#startHigh && table === this.#table;
    if (isSame && this.#slot >= 0 && table.ids[this.#slot] === this.#stream) return this.#slot;
    const slot = table.slotOf(this.streamOf(startLow, startHigh));
    // the very same text is compared faster
    if (slot >= 0) this.#stream = table.ids[slot]!;
    this.#table = table;
    this.#slot = slot;
    return slot;
  }

  /** The id of the stream that began then. */
  streamOf(startLow: number, startHigh: number): string {
    if (startLow !== this.#startLow || startHigh !== this.#startHigh) {
      this.#stream = streamId(this.own, exactOf(startLow, startHigh));
      this.#startLow = startLow;
      this.#startHigh = startHigh;
    }
    return this.#stream;
  }
}
