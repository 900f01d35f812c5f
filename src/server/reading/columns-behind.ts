import type { Buckets } from '../../features/signals/otlp/fast/sum-up.ts';
import type { ColumnsBehind, SummedColumns } from './messages.ts';

/**
 * Columns of numbers behind a body, in the memory that holds it and that both sides see, so that they need not travel: values,
 * numbers and minutes of the rows, then the buckets, from the first multiple of eight bytes on.
 */
const rowBytes = 16;
const placeBehind = (bytes: Uint8Array): number => 8 * Math.ceil(bytes.length / 8);

/** Null, and nothing is written, where the memory is not shared or too small. */
export function putBehind(
  bytes: Uint8Array,
  { minutes, values, buckets, numbers }: SummedColumns,
): ColumnsBehind | null {
  const { buffer } = bytes;
  const rows = minutes.length;
  const size = rows * rowBytes + buckets.byteLength;
  if (!(buffer instanceof SharedArrayBuffer) || placeBehind(bytes) + size > buffer.byteLength) return null;
  const behind = { rows, buckets: buckets.length, bytesEach: buckets.BYTES_PER_ELEMENT };
  const columns = columnsOf(bytes, behind);
  columns.minutes.set(minutes);
  columns.values.set(values);
  columns.numbers.set(numbers);
  columns.buckets.set(buckets);
  return behind;
}

/** The columns as they stand behind the body; they hold as long as the memory is not used again. */
export function columnsOf({ buffer, length }: Uint8Array, { rows, buckets, bytesEach }: ColumnsBehind): SummedColumns {
  const at = 8 * Math.ceil(length / 8);
  return {
    values: new Float64Array(buffer, at, rows),
    numbers: new Int32Array(buffer, at + 8 * rows, rows),
    minutes: new Int32Array(buffer, at + 12 * rows, rows),
    buckets: bucketsAt(buffer, at + rowBytes * rows, buckets, bytesEach),
  };
}

function bucketsAt(buffer: ArrayBufferLike, at: number, length: number, bytesEach: number): Buckets {
  if (bytesEach === 1) return new Uint8Array(buffer, at, length);
  return bytesEach === 2 ? new Uint16Array(buffer, at, length) : new Float64Array(buffer, at, length);
}
