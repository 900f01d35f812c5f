import { roleOf, unitOf } from '../../features/signals/remote-write/metric-role.ts';
import { canonicalEdge } from '../../features/signals/remote-write/series-identity.ts';
import { bucketStart, type EpochMs, minute } from '../../maths/instants.ts';
import type { TechnicalRow } from '../import-row.ts';
import type { Line, MetricType } from './parse-line.ts';

type Sample = Extract<Line, { kind: 'sample' }>;

export interface CountOptions {
  /** Labels that tell copies of a program apart. */
  dropLabels: readonly string[];
  /** Samples further apart prove nothing of the time between. */
  longestGapMs: number;
}

/** Samples that did not become counts, by reason; `afterGap` counts observations, which may belong to any minute of a gap. */
export interface LeftOut {
  gauges: number;
  sums: number;
  fractions: number;
  repeated: number;
  afterGap: number;
}

interface Stream {
  row: Omit<TechnicalRow, 'at' | 'count'>;
  last: { at: EpochMs; value: bigint | null };
  /** What the minute under way has so far; null before a second sample. */
  open: { at: EpochMs; count: number; place: number } | null;
}

/** More than this in a minute is a mistake. */
const mostAtOnce = 1_000_000_000_000n;

/**
 * Turns samples into counts per minute: what each series rose by, in the minute of the later sample, as remote write counts
 * them. The first value of a series, and the first one after NaN, says where counting begins.
 */
export class SampleCounter {
  readonly #options: CountOptions;
  readonly #types = new Map<string, MetricType>();
  /** By the text of the series; null for those that count nothing. */
  readonly #streams = new Map<string, Stream | { leftOut: 'gauges' | 'sums' }>();
  readonly leftOut: LeftOut = { gauges: 0, sums: 0, fractions: 0, repeated: 0, afterGap: 0 };

  constructor(options: CountOptions) {
    this.#options = options;
  }

  type(family: string, type: MetricType): void {
    this.#types.set(family, type);
  }

  /** Adds a sample; the row of the minute that it ended, null where it ended none, or what was expected instead of it. */
  add(sample: Sample, place: number): { row: TechnicalRow; place: number } | null | { expected: string } {
    const { at, value } = sample;
    if (at === null) return { expected: 'a timestamp, as history needs one' };
    const stream = this.#streamOf(sample);
    if ('leftOut' in stream) {
      this.leftOut[stream.leftOut] += 1;
      return null;
    }
    const { last } = stream;
    if (at < last.at) return { expected: 'samples of a series in the order of their time' };
    if (at === last.at) {
      this.leftOut.repeated += 1;
      return null;
    }
    if (Number.isNaN(value)) {
      stream.last = { at, value: null };
      return null;
    }
    if (!Number.isFinite(value) || value < 0) return { expected: 'a finite number, 0 or more, of a counter' };
    if (!Number.isInteger(value)) {
      this.leftOut.fractions += 1;
      return null;
    }
    stream.last = { at, value: BigInt(value) };
    if (last.value === null) return null;
    const more = BigInt(value) < last.value ? BigInt(value) : BigInt(value) - last.value;
    if (more > mostAtOnce) return { expected: `a counter that rises by at most ${mostAtOnce} at once` };
    if (at - last.at >= this.#options.longestGapMs) {
      this.leftOut.afterGap += Number(more);
      return null;
    }
    return this.#count(stream, bucketStart(at, minute), Number(more), place);
  }

  /** The rows of the minutes under way, once all samples are there. */
  *rest(): Generator<{ row: TechnicalRow; place: number }> {
    for (const stream of this.#streams.values()) {
      if (!('leftOut' in stream) && stream.open !== null) yield rowOf(stream.row, stream.open);
    }
  }

  #count(stream: Stream, at: EpochMs, more: number, place: number): { row: TechnicalRow; place: number } | null {
    const { open } = stream;
    if (open?.at === at) {
      open.count += more;
      return null;
    }
    stream.open = { at, count: more, place };
    return open === null ? null : rowOf(stream.row, open);
  }

  #streamOf({ series, name, labels }: Sample): Stream | { leftOut: 'gauges' | 'sums' } {
    const known = this.#streams.get(series);
    if (known !== undefined) return known;
    const named = new Map(labels.filter(([, value]) => value !== ''));
    const role = roleOf(
      name,
      (label) => named.has(label),
      (family) => this.#types.get(family),
    );
    const edge = named.get('le');
    if (edge !== undefined) named.set('le', canonicalEdge(edge));
    for (const label of this.#options.dropLabels) named.delete(label);
    const row = { metric: name, labels: Object.fromEntries(named), unit: unitOf(name, role), le: null };
    const stream =
      role === 'gauge' || role === 'left-out'
        ? { leftOut: role === 'gauge' ? ('gauges' as const) : ('sums' as const) }
        : { row, last: { at: -Infinity, value: null }, open: null };
    this.#streams.set(series, stream);
    return stream;
  }
}

function rowOf(row: Stream['row'], { at, count, place }: NonNullable<Stream['open']>) {
  return { row: { ...row, at, count }, place };
}
