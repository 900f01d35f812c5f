import { type Metric, type Temporality, temporalityOf } from '../metrics-data.ts';
import { unsure, type Wire } from '../wire.ts';

/** Tags of the kinds of data in a metric. */
export const dataTag = { gauge: 0x2a, sum: 0x3a, histogram: 0x4a, exponential: 0x52, summary: 0x5a } as const;
export type DataTag = (typeof dataTag)[keyof typeof dataTag];

const tag = { point: 0x0a, temporality: 0x10, monotonic: 0x18 } as const;

const temporalities: readonly Temporality[] = ['unspecified', 'delta', 'cumulative'];

/** What stands in the data of a metric beside its points, of which it comes behind: so it is looked for first. */
export class MetricData {
  readonly #wire: Wire;
  /** How many points the data have that were scanned last. */
  points = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** The variant of the data from here to `end`, for `metricOf`; `unsure` where they are left to the library. */
  scan(kind: DataTag, end: number): number {
    const wire = this.#wire;
    const { bytes } = wire;
    let temporality = 0;
    let monotonic = 0;
    this.points = 0;
    while (wire.at < end) {
      const field = bytes[wire.at++];
      const value = wire.varint(end);
      if (value === unsure) return unsure;
      if (field === tag.point) {
        const to = wire.at + value;
        if (to > end || (kind === dataTag.summary && !this.#isSummaryPoint(to))) return unsure;
        wire.at = to;
        this.points += 1;
      } else if (kind === dataTag.summary || kind === dataTag.gauge) return unsure;
      else if (field === tag.temporality) temporality = value;
      else if (field === tag.monotonic && kind === dataTag.sum) monotonic = value === 0 ? 0 : 1;
      else return unsure;
    }
    return 2 * temporalities.indexOf(temporalityOf(temporality)) + monotonic;
  }

  /** Whether what stands up to `end` is fields, whatever they say. */
  #isSummaryPoint(end: number): boolean {
    const wire = this.#wire;
    while (wire.at < end) {
      const field = wire.varint(end);
      if (field >>> 3 === 0 || field === unsure || !wire.skip(field, end)) return false;
    }
    return true;
  }
}

/** A metric of this kind and variant, without its points. */
export function metricOf(kind: DataTag, variant: number, { name, unit }: { name: string; unit: string }): Metric {
  const described = { name, unit, points: [] };
  const temporality = temporalities[variant >> 1]!;
  if (kind === dataTag.gauge) return { ...described, type: 'gauge' };
  if (kind === dataTag.sum) return { ...described, type: 'sum', temporality, monotonic: (variant & 1) !== 0 };
  if (kind === dataTag.histogram) return { ...described, type: 'histogram', temporality };
  if (kind === dataTag.exponential) return { ...described, type: 'exponential', temporality };
  return { name, unit, type: 'summary', pointCount: 0 };
}
