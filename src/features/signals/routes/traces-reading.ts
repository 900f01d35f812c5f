import type { Source } from '../source.ts';
import { readTraces, type TracesBody } from '../traces/read-traces.ts';
import { scannedFrom } from '../traces/scan-traces.ts';
import type { SpansScanning } from '../traces/spans-scanning.ts';
import { inOrder } from './in-order.ts';

/** How a body of spans in protobuf is read: a large one on another thread. Bodies of a source come out in their order. */
export function tracesReading(scan: SpansScanning): (bytes: Buffer, source: Source) => Promise<TracesBody> {
  const ordered = inOrder();
  const read = async (bytes: Buffer): Promise<TracesBody> => {
    // memory that no thread sees is small, or came compressed
    const rows = bytes.buffer instanceof SharedArrayBuffer ? await scan(bytes) : null;
    const scanned = rows === null ? null : scannedFrom(bytes, rows);
    return scanned ?? readTraces(bytes);
  };
  return (bytes, { name }) => ordered(name, read(bytes));
}
