import type { KnownBounds, KnownResource } from './known-values.ts';
import type { FreshParts, NamedParts, PartNumbers } from './numbered-parts.ts';
import { mostNumbered } from './numbered-series.ts';
import { PointColumns, rowOf, wide } from './point-columns.ts';
import { type Buckets, bucketsIn } from './sum-up.ts';

/** The columns of a request as they travel: what its rows are of goes by number. */
export interface ToldColumns {
  kinds: Uint8Array;
  words: Uint32Array;
  values: Float64Array;
  /** The point or resource of each row. */
  parts: Int32Array;
  /** The bounds of each row; 0 where it has none. */
  bounds: Int32Array;
  numbers: Buckets;
  fresh: FreshParts | null;
}

/** The columns of a request that was read by offset; null where it holds what is rare, or too much. */
export function tellColumns(columns: PointColumns, numbers: PartNumbers): ToldColumns | null {
  const { size, kinds, words, values, points, beside } = columns;
  if (2 * size > mostNumbered) return null;
  for (let row = 0; row < size; row++) if (!isCommon(kinds[row]!)) return null;
  numbers.begin();
  const parts = new Int32Array(size);
  const bounds = new Int32Array(size);
  for (let row = 0; row < size; row++) {
    const kind = kinds[row]!;
    if (kind === rowOf.resource) parts[row] = numbers.of(beside[row] as KnownResource);
    else {
      parts[row] = numbers.of(points[row]!);
      if (isHistogram(kind)) bounds[row] = numbers.of(beside[row] as KnownBounds);
    }
  }
  return {
    ...{ kinds: kinds.slice(0, size), words: words.slice(0, size * wide), values: values.slice(0, size) },
    ...{ parts, bounds, numbers: bucketsIn(columns), fresh: numbers.end() },
  };
}

/** The columns of a request that another thread read. Throws Error where an answer before it was not heard. */
export function heardColumns(told: ToldColumns, named: NamedParts): PointColumns {
  const { kinds, words, values, parts, bounds, numbers, fresh } = told;
  named.hear(fresh);
  const columns = new PointColumns();
  const { points, beside } = columns;
  for (let row = 0; row < kinds.length; row++) {
    const kind = kinds[row]!;
    points[row] = kind === rowOf.resource ? null : named.point(parts[row]!);
    beside[row] =
      kind === rowOf.resource ? named.beside(parts[row]!) : isHistogram(kind) ? named.beside(bounds[row]!) : null;
  }
  columns.kinds = kinds;
  columns.words = words;
  columns.values = values;
  columns.numbers = numbers instanceof Float64Array ? numbers : new Float64Array(numbers);
  columns.used = numbers.length;
  columns.size = kinds.length;
  columns.isTold = true;
  return columns;
}

const isHistogram = (kind: number): boolean => kind === rowOf.buckets || kind === rowOf.cumulativeBuckets;

const isCommon = (kind: number): boolean => kind <= rowOf.cumulativeBuckets || kind === rowOf.resource;
