import { noRecordedValue } from '../metrics-data.ts';
import { mostAtOnce } from '../point-value.ts';
import { millisecondsOf } from '../wire.ts';
import type { KnownBounds, KnownPoint, KnownResource, KnownSeries } from './known-values.ts';
import { type PointColumns, rowOf } from './point-columns.ts';

/** The points of one resource: up to which row, and the halves of the least and the greatest of their times. */
export interface SummedResource {
  id: string;
  service: string;
  to: number;
  oldestLow: number;
  oldestHigh: number;
  newestLow: number;
  newestHigh: number;
}

export type Buckets = Uint8Array | Uint16Array | Float64Array;

/** A request all of whose points are increments that may be kept, as numbers alone: one row for each point, in their order. */
export interface SummedRows {
  resources: SummedResource[];
  /** Minutes since the epoch. */
  minutes: Int32Array;
  /** Of a sum what it adds; of a histogram how many buckets it has. */
  values: Float64Array;
  /** The observations of all buckets, histogram after histogram. */
  buckets: Buckets;
}

const most = Number(mostAtOnce);
const minuteMs = 60_000;

/**
 * The rows of a request that was read by offset, and the series of each into `series`; null where any of its points is something
 * else than an increment that may be kept, or where no point is left: such is judged point by point.
 */
export function sumUp(columns: PointColumns, series: KnownSeries[]): SummedRows | null {
  const { size, kinds, values: given } = columns;
  const minutes = new Int32Array(size);
  const values = new Float64Array(size);
  const resources: SummedResource[] = [];
  let last: SummedResource | null = null;
  let rows = 0;
  let begun = 0;
  for (let row = 0; row < size; row++) {
    const kind = kinds[row]!;
    if (kind === rowOf.resource) {
      const { id, service } = columns.beside[row] as KnownResource;
      last = { id, service, to: rows, oldestLow: 0, oldestHigh: 0, newestLow: 0, newestHigh: 0 };
      resources.push(last);
      begun = rows;
      continue;
    }
    if (kind !== rowOf.sum && kind !== rowOf.buckets) return null;
    const point = columns.points[row]!;
    const low = columns.word(row, 0);
    const high = columns.word(row, 1);
    const isNothing = (low | high) === 0 || (columns.word(row, 4) & noRecordedValue) !== 0;
    if (isNothing || last === null || point.foreign !== null || point.problem !== null) return null;
    const { oldestHigh, oldestLow, newestHigh, newestLow } = last;
    const isFirst = rows === begun;
    if (isFirst || high < oldestHigh || (high === oldestHigh && low < oldestLow)) {
      last.oldestLow = low;
      last.oldestHigh = high;
    }
    if (isFirst || high > newestHigh || (high === newestHigh && low > newestLow)) {
      last.newestLow = low;
      last.newestHigh = high;
    }
    const found = added(columns, row, point);
    if (found === null) return null;
    series[rows] = found;
    values[rows] = kind === rowOf.sum ? given[row]! : columns.word(row, 6);
    minutes[rows] = Math.floor(millisecondsOf(low, high) / minuteMs);
    rows += 1;
    last.to = rows;
  }
  if (rows === 0) return null;
  return {
    resources,
    minutes: minutes.subarray(0, rows),
    values: values.subarray(0, rows),
    buckets: bucketsIn(columns),
  };
}

/** The series of an increment; null where it is more than may come at once. */
function added(columns: PointColumns, row: number, point: KnownPoint): KnownSeries | null {
  if (columns.kinds[row] === rowOf.sum) return columns.values[row]! > most ? null : point.seriesAs('counts');
  const { numbers } = columns;
  const from = columns.word(row, 5);
  const to = from + columns.word(row, 6);
  for (let i = from; i < to; i++) if (numbers[i]! > most) return null;
  return point.seriesAs('bins', (columns.beside[row] as KnownBounds).labels);
}

/** Where every row is kept, the numbers stand one behind the other as the rows do; they go in as few bytes as hold the greatest. */
export function bucketsIn({ numbers, used }: PointColumns): Buckets {
  let greatest = 0;
  for (let i = 0; i < used; i++) if (numbers[i]! > greatest) greatest = numbers[i]!;
  const all = numbers.subarray(0, used);
  if (greatest < 256) return new Uint8Array(all);
  return greatest < 65_536 ? new Uint16Array(all) : new Float64Array(all);
}
