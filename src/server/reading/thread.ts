import { parentPort } from 'node:worker_threads';
import type { Kind, Read, Reading } from './messages.ts';
import { readEvents } from './read-events.ts';
import { readMetrics } from './read-metrics.ts';
import { readSpans } from './read-spans.ts';
import type { Reader } from './reader.ts';

/** The thread that reads bodies; it knows nothing but the rules it is sent. */
const port = parentPort!;
const readers: { [K in Kind]: Reader<K> } = { events: readEvents, metrics: readMetrics, traces: readSpans };

port.on('message', (reading: Reading) => {
  const { id, kind, length } = reading;
  const body = reading.body instanceof ArrayBuffer ? reading.body : null;
  const moved = body === null ? [] : [body];
  try {
    const reader = readers[kind] as Reader<Kind>;
    const { read, columns } = reader(new Uint8Array(reading.body, 0, length), reading);
    port.postMessage({ id, body, read } satisfies Read, [...moved, ...movable(columns)]);
  } catch (error) {
    const fault = error instanceof Error ? error : new Error(String(error));
    port.postMessage({ id, body, fault } satisfies Read, moved);
  }
});

/** Handing a small column over takes longer than copying it. */
const movable = (columns: readonly ArrayBufferView[]): ArrayBuffer[] =>
  columns.filter(({ byteLength }) => byteLength > 4_096).map(({ buffer }) => buffer as ArrayBuffer);
