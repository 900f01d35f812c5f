import { parentPort } from 'node:worker_threads';
import { EventScanner } from '../../features/signals/ndjson/event-scanner.ts';
import type { ScannedEvents } from '../../features/signals/ndjson/scanned-events.ts';
import { mostRules, type Read, type Reading } from './messages.ts';

/** The thread that reads bodies; it knows nothing but the rules it is sent. */
const port = parentPort!;
const scanners = new Map<number, EventScanner>();

port.on('message', (reading: Reading) => {
  const { id, body } = reading;
  try {
    const scanned = scannerOf(reading).scan(new Uint8Array(body));
    const travelling = scanned === null ? null : { ...scanned, groups: JSON.stringify(scanned.groups) };
    const buffers = scanned === null ? [] : buffersOf(scanned);
    port.postMessage({ id, body, scanned: travelling } satisfies Read, [body, ...buffers]);
  } catch (error) {
    port.postMessage({ id, body, fault: String((error as Error).stack ?? error) } satisfies Read, [body]);
  }
});

function scannerOf({ rules, define }: Reading): EventScanner {
  if (define !== undefined) {
    if (scanners.size === mostRules) scanners.delete(scanners.keys().next().value!);
    scanners.set(rules, new EventScanner(define));
  }
  const scanner = scanners.get(rules);
  if (scanner === undefined) throw new Error('the rules of a body are not known');
  return scanner;
}

function buffersOf({ sums, people, named }: ScannedEvents): ArrayBuffer[] {
  const columns = [sums, people, named].flatMap((part) => Object.values(part) as ArrayBufferView[]);
  return [...new Set(columns.map(({ buffer }) => buffer as ArrayBuffer))];
}
