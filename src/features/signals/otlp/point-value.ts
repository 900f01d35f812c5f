import { bucketStart, type EpochMs, minute } from '../../../maths/instants.ts';
import { scaleLabel } from '../bins.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { explicitBins, exponentialBins, exponentialScheme } from './histogram-bins.ts';
import { type CountedMetric, type NumberPoint, noRecordedValue, type Point } from './metrics-data.ts';

/** More than a trillion in one minute is a mistake, and sums of such would leave the exact numbers. */
export const mostAtOnce = 1_000_000_000_000n;

/** What a point counts: per bin, or for a sum in the one bin 0. */
export interface PointValues {
  kind: 'counts' | 'bins';
  values: ReadonlyMap<number, bigint>;
  /** The labels that say what the bins are. */
  labels: Readonly<Record<string, string>>;
  /** What the bins mean, apart from the scale. */
  scheme: string;
  scale: number;
}

/** The same values with the labels of another scale. */
export function labelledAt(read: PointValues, scale: number): PointValues {
  return read.scale === scale ? read : { ...read, scale, labels: { ...read.labels, [scaleLabel]: String(scale) } };
}

/** Null where the point says when and that something was recorded. */
export function pointProblem(point: Point): Refusal | null {
  if ((point.flags & noRecordedValue) !== 0)
    return refuse('no_value', 'flags: the point says that nothing was recorded');
  return point.time === 0n ? refuse('no_time', 'timeUnixNano: expected the time of the point') : null;
}

/** The value of a gauge. */
export function gaugeValue({ value }: Pick<NumberPoint, 'value'>): number | Refusal {
  if (value === null) return refuse('no_value', 'asInt or asDouble: expected one of them');
  const number = Number(value);
  return Number.isFinite(number) ? number : refuse('not_finite', 'asDouble: expected a finite number');
}

/** What a monotonic sum or a histogram says. */
export function countedValues(metric: CountedMetric, index: number): PointValues | Refusal {
  if (metric.type === 'sum') {
    const value = sumValue(metric.points[index]!);
    return isRefusal(value) ? value : sumValues(value);
  }
  if (metric.type === 'histogram') {
    const binned = explicitBins(metric.points[index]!);
    if (isRefusal(binned)) return binned;
    return {
      kind: 'bins',
      values: binned.bins,
      labels: binned.labels,
      scheme: JSON.stringify(binned.labels),
      scale: 0,
    };
  }
  const point = metric.points[index]!;
  const binned = exponentialBins(point);
  if (isRefusal(binned)) return binned;
  const { bins: values, labels, scale } = binned;
  return { kind: 'bins', values, labels, scheme: exponentialScheme(point.zeroThreshold), scale };
}

/** What a monotonic sum of this value counts. */
export const sumValues = (value: bigint): PointValues => ({
  kind: 'counts',
  values: new Map([[0, value]]),
  labels: {},
  scheme: '',
  scale: 0,
});

/** The value of a monotonic sum, exactly. Sums count events: a double is taken where it is a whole number. */
export function sumValue({ value }: Pick<NumberPoint, 'value'>): bigint | Refusal {
  if (value === null) return refuse('no_value', 'asInt or asDouble: expected one of them');
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return refuse('not_finite', 'asDouble: expected a finite number');
  }
  if (typeof value === 'number' && !Number.isInteger(value)) {
    return refuse(
      'not_whole',
      'asDouble: expected a whole number, as monotonic sums count; send amounts as a histogram',
    );
  }
  const exact = BigInt(value);
  return exact < 0n ? refuse('negative_increment', 'a monotonic sum: expected 0 or more') : exact;
}

/** Increments as numbers, or a refusal where they are beyond what a minute can hold. */
export function increments(add: ReadonlyMap<number, bigint>): [bin: number, n: number][] | Refusal {
  for (const n of add.values()) {
    if (n > mostAtOnce) return refuse('too_large_number', `expected at most ${mostAtOnce} at once`);
  }
  return [...add].map(([bin, n]) => [bin, Number(n)]);
}

/**
 * The minute that gets what happened in (since, time]: that of `time`. After a silence the increment may belong to any
 * minute of it, so it goes to the last minute of the silence, which is unknown: sums stay true and no measured minute gets
 * what is not its own.
 */
export function placedAt(time: EpochMs, since: EpochMs, silentAfterMs: number): EpochMs {
  const at = bucketStart(time, minute);
  return time - since < silentAfterMs ? at : at - minute;
}
