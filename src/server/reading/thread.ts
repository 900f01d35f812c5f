import { parentPort } from 'node:worker_threads';
import type { Kind, Read, SeenByBoth, Told } from './messages.ts';
import { readEvents } from './read-events.ts';
import { readMetrics } from './read-metrics.ts';
import { readSpans } from './read-spans.ts';
import type { Reader } from './reader.ts';

/** The thread that reads bodies; it knows nothing but the rules it is sent. */
const port = parentPort!;
const readers: { [K in Kind]: Reader<K> } = { events: readEvents, metrics: readMetrics, traces: readSpans };

/** Memory that both sides see, by its number. */
const memories = new Map<number, SharedArrayBuffer>();

port.on('message', (reading: Told) => {
  if ('forget' in reading) {
    memories.delete(reading.forget);
    return;
  }
  const { id, kind, length } = reading;
  const body = reading.body instanceof ArrayBuffer ? reading.body : null;
  const moved = body === null ? [] : [body];
  try {
    const reader = readers[kind] as Reader<Kind>;
    const memory = reading.body instanceof ArrayBuffer ? reading.body : seen(reading.body);
    const { read, columns } = reader(new Uint8Array(memory, 0, length), reading);
    port.postMessage({ id, body, read } satisfies Read, [...moved, ...movable(columns)]);
  } catch (error) {
    const fault = error instanceof Error ? error : new Error(String(error));
    port.postMessage({ id, body, fault } satisfies Read, moved);
  }
});

function seen({ number, memory = memories.get(number) }: SeenByBoth): SharedArrayBuffer {
  if (memory === undefined) throw new Error('memory goes by a number that was never told');
  memories.set(number, memory);
  return memory;
}

/** Handing a small column over takes longer than copying it. */
const movable = (columns: readonly ArrayBufferView[]): ArrayBuffer[] =>
  columns.filter(({ byteLength }) => byteLength > 4_096).map(({ buffer }) => buffer as ArrayBuffer);
