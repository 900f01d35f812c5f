/** The column types the store uses, with the array that carries each between threads. BIGINT travels as exact doubles. */
export type Column =
  | { type: 'INTEGER'; values: Int32Array }
  | { type: 'BIGINT'; values: Float64Array }
  | { type: 'DOUBLE'; values: Float64Array }
  | { type: 'UBIGINT'; values: BigUint64Array }
  | { type: 'VARCHAR'; values: readonly string[] }
  | { type: 'BLOB'; values: readonly Uint8Array[] };

const two32 = 2 ** 32;

/**
 * Writes safe integers as little-endian 64-bit two's complement, without a BigInt for each.
 * `rows` selects and orders (all when null); `offset` and `length` say which part of the selection goes into `target`.
 */
export function writeInt64(
  target: Int32Array,
  values: Float64Array,
  rows: Int32Array | null,
  offset: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    const value = values[rows === null ? offset + i : rows[offset + i]!]!;
    const high = Math.floor(value / two32);
    target[2 * i] = value - high * two32;
    target[2 * i + 1] = high;
  }
}

/** The reverse; throws RangeError when a value has no exact number (beyond 2^53). */
export function readInt64(source: Int32Array, target: Float64Array, offset: number): void {
  const length = source.length / 2;
  for (let i = 0; i < length; i++) {
    const value = source[2 * i + 1]! * two32 + (source[2 * i]! >>> 0);
    if (!Number.isSafeInteger(value)) throw new RangeError('a sum is beyond 2^53');
    target[offset + i] = value;
  }
}

/** Copies a part of a column into a vector of the same type, all at once. */
export function writePart(
  vector: object,
  values: Int32Array | Float64Array | BigUint64Array,
  offset: number,
  length: number,
): void {
  const { items } = vector as { items?: unknown };
  if (!ArrayBuffer.isView(items) || items.constructor !== values.constructor) {
    throw new TypeError('The engine package changed the shape of its vectors.');
  }
  (items as Float64Array).set(values.subarray(offset, offset + length) as Float64Array);
}

/** The values of a vector of 32-bit numbers, as they stand in memory. */
export function int32Items(vector: object): Int32Array {
  const { items } = vector as { items?: unknown };
  if (!(items instanceof Int32Array)) throw new TypeError('The engine package changed the shape of its vectors.');
  return items;
}

/** The values of a vector of unsigned 64-bit numbers, as they stand in memory. */
export function uint64Items(vector: object): BigUint64Array {
  const { items } = vector as { items?: unknown };
  if (!(items instanceof BigUint64Array)) throw new TypeError('The engine package changed the shape of its vectors.');
  return items;
}

/** The memory of a 64-bit vector as 32-bit words. The package keeps it private; a pinned version and the contract suite watch it. */
export function int64Words(vector: object): Int32Array {
  const items = (vector as { items?: BigInt64Array }).items;
  if (!(items instanceof BigInt64Array)) throw new TypeError('The engine package changed the shape of its vectors.');
  return new Int32Array(items.buffer, items.byteOffset, items.length * 2);
}
