import { parentPort } from 'node:worker_threads';
import { EventScanner } from '../../features/signals/ndjson/event-scanner.ts';
import type { EventGroup, ScannedEvents } from '../../features/signals/ndjson/scanned-events.ts';
import { mostGroups, mostRules, type Read, type Reading, type TravellingEvents } from './messages.ts';

/** The thread that reads bodies; it knows nothing but the rules it is sent. */
const port = parentPort!;
const scanners = new Map<number, EventScanner>();

port.on('message', (reading: Reading) => {
  const { id, length } = reading;
  const body = reading.body instanceof ArrayBuffer ? reading.body : null;
  const moved = body === null ? [] : [body];
  try {
    const scanned = scannerOf(reading).scan(new Uint8Array(reading.body, 0, length));
    const travelling = scanned === null ? null : travel(scanned);
    const buffers = travelling === null ? [] : buffersOf(travelling);
    port.postMessage({ id, body, scanned: travelling } satisfies Read, [...moved, ...buffers]);
  } catch (error) {
    port.postMessage({ id, body, fault: String((error as Error).stack ?? error) } satisfies Read, moved);
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

/** The numbers of groups that were sent; the scanner gives the very same group body after body. */
const numbered = new WeakMap<EventGroup, number>();
let newest = 0;

function travel({ rows, groups, sums, people, named, rest }: ScannedEvents): TravellingEvents {
  const fresh: EventGroup[] = [];
  const oldest = newest - mostGroups;
  const numbers = Int32Array.from(groups, (group) => {
    const known = numbered.get(group);
    if (known !== undefined && known > oldest) return known;
    fresh.push(group);
    numbered.set(group, ++newest);
    return newest;
  });
  return {
    ...{ rows, sums, numbers },
    ...(fresh.length > 0 && { fresh: { newest, groups: fresh } }),
    ...(people.group.length > 0 && { people }),
    ...(named.index.length > 0 && { named }),
    ...(rest.index.length > 0 && { rest }),
  };
}

function buffersOf({ sums, people, named }: TravellingEvents): ArrayBuffer[] {
  const columns = [sums, people ?? {}, named ?? {}].flatMap((part) => Object.values(part) as ArrayBufferView[]);
  // handing a small column over takes longer than copying it
  return columns.filter(({ byteLength }) => byteLength > 4_096).map(({ buffer }) => buffer as ArrayBuffer);
}
