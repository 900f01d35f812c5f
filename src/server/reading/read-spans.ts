import { threadId } from 'node:worker_threads';
import { scanRows } from '../../features/signals/traces/scan-traces.ts';
import { ShapeNumbers } from '../../features/signals/traces/shape-numbers.ts';
import type { Reader } from './reader.ts';

const shapes = new ShapeNumbers(threadId);

/** Reads OTLP spans, on a thread. */
export const readSpans: Reader<'traces'> = ({ buffer, byteOffset, length }) => {
  const read = scanRows(Buffer.from(buffer, byteOffset, length), shapes);
  return { read, columns: read === null ? [] : [new Uint8Array(read.memory)] };
};
