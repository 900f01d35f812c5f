import { metricMessage, resourceMessage, scopeMessage } from '../message-schema.ts';
import { attributes, type RawPair } from '../protobuf-values.ts';
import { unsure, type Wire } from '../wire.ts';
import { decodePart, depthOf } from './decode-part.ts';
import { ExponentialPoints } from './exponential-points.ts';
import { HistogramPoints } from './histogram-points.ts';
import type { Known, KnownParts } from './known.ts';
import { type KnownMetric, type KnownResource, knownMetric, knownResource, type Rules } from './known-values.ts';
import { type DataTag, dataTag, MetricData, metricOf } from './metric-data.ts';
import { NumberPoints } from './number-points.ts';
import type { PointColumns } from './point-columns.ts';
import { cameAfter, expectedAfter, type Reading } from './reading.ts';

/** Tags of ResourceMetrics and ScopeMetrics, which have the same shape, and of a metric before its data and after. */
const tag = { head: 0x0a, part: 0x12, schemaUrl: 0x1a } as const;
const metricTag = { name: 0x0a, description: 0x12, unit: 0x1a, metadata: 0x62 } as const;

interface Points {
  begin(): void;
  read(metric: Known<KnownMetric>, from: number, end: number): boolean;
}

/**
 * Walks a request by offset and adds its points to columns. Everything answers false or null where the request is left
 * to the library decoder, and may throw an Error of that decoder.
 */
export class MetricsReader {
  readonly #reading: Reading;
  readonly #data: MetricData;
  readonly #numbers: Points;
  readonly #histograms: Points;
  readonly #exponentials: Points;
  /** Where the resource or scope of the part at hand stands. */
  #from = 0;
  #to = 0;

  constructor(wire: Wire, parts: KnownParts, columns: PointColumns, rules: Rules) {
    this.#reading = { wire, parts, columns, rules, matched: undefined };
    this.#data = new MetricData(wire);
    this.#numbers = new NumberPoints(this.#reading);
    this.#histograms = new HistogramPoints(this.#reading);
    this.#exponentials = new ExponentialPoints(this.#reading);
  }

  /** The whole request. */
  request(): boolean {
    const { wire } = this.#reading;
    const end = wire.bytes.length;
    let last: Known<KnownResource> | null = null;
    while (wire.at < end) {
      if (wire.bytes[wire.at++] !== tag.head) return false;
      const length = wire.length(end);
      if (length === unsure) return false;
      last = this.#resource(last, wire.at + length);
      if (last === null) return false;
    }
    return true;
  }

  #resource(last: Known<KnownResource> | null, end: number): Known<KnownResource> | null {
    const { wire, columns, parts } = this.#reading;
    if (!this.#head(end)) return null;
    let known = this.#known(parts.root, last, 0, this.#from, this.#to) as Known<KnownResource> | undefined;
    if (known === undefined) {
      const { resource: depth } = depthOf;
      const raw = decodePart<{ attributes: RawPair[] }>(resourceMessage, wire, this.#from, this.#to, depth);
      const value = knownResource(attributes(raw.attributes));
      known = parts.add(wire, parts.root, 0, this.#from, this.#to, value);
      cameAfter(parts.root, last, known);
    }
    columns.resource(known.value);
    let scope: Known<string> | null = null;
    while (wire.at < end) {
      const to = this.#part(end);
      if (to === unsure) return null;
      if (to === 0) continue;
      scope = this.#scope(known, scope, to);
      if (scope === null) return null;
    }
    return known;
  }

  #scope(resource: Known<KnownResource>, last: Known<string> | null, end: number): Known<string> | null {
    const { wire, parts } = this.#reading;
    if (!this.#head(end)) return null;
    let known = this.#known(resource, last, 0, this.#from, this.#to) as Known<string> | undefined;
    if (known === undefined) {
      const raw = decodePart<{ name: string }>(scopeMessage, wire, this.#from, this.#to, depthOf.scope);
      known = parts.add(wire, resource, 0, this.#from, this.#to, raw.name);
      cameAfter(resource, last, known);
    }
    let metric: Known<KnownMetric> | null = null;
    while (wire.at < end) {
      const to = this.#part(end);
      if (to === unsure) return null;
      if (to === 0) continue;
      const read: Known<KnownMetric> | null | false = this.#metric(resource.value, known, metric, to);
      if (read === false) return null;
      metric = read ?? metric;
    }
    return known;
  }

  /** The metric up to `end`; null where it holds no data, false where it is left to the library. */
  #metric(
    resource: KnownResource,
    scope: Known<string>,
    last: Known<KnownMetric> | null,
    end: number,
  ): Known<KnownMetric> | null | false {
    const { wire, parts } = this.#reading;
    const from = wire.at;
    const expected = expectedAfter(scope, last) as Known<KnownMetric> | undefined;
    const asExpected = expected !== undefined && parts.beginsWith(expected, wire, from, end);
    const to = asExpected ? from + expected.length : this.#endOfHead(end);
    if (to === unsure) return false;
    if (to === 0) return null;
    wire.at = to;
    const length = wire.length(end);
    if (length === unsure) return false;
    const dataFrom = wire.at;
    const dataTo = dataFrom + length;
    const kind = wire.bytes[to - 1] as DataTag;
    const variant = this.#data.scan(kind, dataTo);
    if (variant === unsure) return false;
    let known = asExpected && expected.variant === variant ? expected : undefined;
    if (known === undefined) {
      known = parts.find(wire, scope, variant, from, to) as Known<KnownMetric> | undefined;
      if (known === undefined) {
        const raw = decodePart<{ name: string; unit: string }>(metricMessage, wire, from, to - 1, depthOf.metric);
        const value = knownMetric(resource, scope.value, metricOf(kind, variant, raw));
        known = parts.add(wire, scope, variant, from, to, value);
      }
      cameAfter(scope, last, known);
    }
    if (kind === dataTag.summary) this.#reading.columns.refused(known.value.problem!, this.#data.points);
    else if (!this.#points(kind, known, dataFrom, dataTo)) return false;
    return this.#isMetadata(dataTo, end) ? known : false;
  }

  #points(kind: DataTag, metric: Known<KnownMetric>, from: number, end: number): boolean {
    const { wire } = this.#reading;
    const number = kind === dataTag.gauge || kind === dataTag.sum;
    const points = number ? this.#numbers : kind === dataTag.histogram ? this.#histograms : this.#exponentials;
    points.begin();
    let at = from;
    while (at < end) {
      const isPoint = wire.bytes[at] === tag.head;
      wire.at = at + 1;
      // the scan has seen that all of it is there
      const value = wire.varint(end);
      at = wire.at;
      if (!isPoint) continue;
      if (!points.read(metric, at, at + value)) return false;
      at += value;
    }
    return true;
  }

  /** The resource or scope at the beginning of a part, if there is one, into `from` and `to`. */
  #head(end: number): boolean {
    const { wire } = this.#reading;
    this.#from = wire.at;
    this.#to = wire.at;
    if (wire.at >= end || wire.bytes[wire.at] !== tag.head) return true;
    wire.at += 1;
    const length = wire.length(end);
    if (length === unsure) return false;
    this.#from = wire.at;
    this.#to = wire.at + length;
    wire.at = this.#to;
    return true;
  }

  /** Where the part that begins here ends; 0 after something that is not read, `unsure` where it is left to the library. */
  #part(end: number): number {
    const { wire } = this.#reading;
    const field = wire.bytes[wire.at++]!;
    const length = wire.length(end);
    if (length === unsure) return unsure;
    if (field === tag.part) return wire.at + length;
    if (field !== tag.schemaUrl) return unsure;
    wire.at += length;
    return 0;
  }

  /** Where the tag of a metric's data ends; 0 where it has none. */
  #endOfHead(end: number): number {
    const { wire } = this.#reading;
    let seen = 0;
    while (wire.at < end) {
      const field = wire.bytes[wire.at++]!;
      if (dataTags.has(field)) return wire.at;
      const isName = field === metricTag.name || field === metricTag.unit;
      if (!isName && field !== metricTag.description && field !== metricTag.metadata) return unsure;
      const bit = isName ? 1 << (field >>> 3) : 0;
      if ((seen & bit) !== 0) return unsure;
      seen |= bit;
      const length = wire.length(end);
      if (length === unsure) return unsure;
      wire.at += length;
    }
    return 0;
  }

  /** Whether nothing but metadata stands between the data of a metric and its end. */
  #isMetadata(from: number, end: number): boolean {
    const { wire } = this.#reading;
    wire.at = from;
    while (wire.at < end) {
      if (wire.bytes[wire.at++] !== metricTag.metadata) return false;
      const length = wire.length(end);
      if (length === unsure) return false;
      wire.at += length;
    }
    return true;
  }

  /** What is remembered with these bytes within `parent`; the one that is expected first. */
  #known(
    parent: Known<unknown>,
    last: Known<unknown> | null,
    variant: number,
    from: number,
    to: number,
  ): Known<unknown> | undefined {
    const { wire, parts } = this.#reading;
    const expected = expectedAfter(parent, last);
    const fits = expected !== undefined && expected.length === to - from && expected.variant === variant;
    if (fits && parts.beginsWith(expected, wire, from, to)) return expected;
    const known = parts.find(wire, parent, variant, from, to);
    if (known !== undefined) cameAfter(parent, last, known);
    return known;
  }
}

const dataTags: ReadonlySet<number> = new Set(Object.values(dataTag));
