import { threadId } from 'node:worker_threads';
import { Wire } from '../../features/signals/otlp/wire.ts';
import { scanRows } from '../../features/signals/traces/scan-traces.ts';
import { ShapeNumbering } from '../../features/signals/traces/span-rows.ts';
import type { Reader } from './reader.ts';

const shapes = new ShapeNumbering(threadId);

/** Reads OTLP spans, on a thread. */
export const readSpans: Reader<'traces'> = ({ buffer, byteOffset, length }) => {
  const wire = new Wire(Buffer.from(buffer, byteOffset, length));
  const rows = scanRows(wire);
  if (rows === null) return { read: null, columns: [] };
  const read = { ...rows, ...shapes.of({ wire, ...rows }) };
  return { read, columns: [read.spans, read.attributes, read.numbers] };
};
