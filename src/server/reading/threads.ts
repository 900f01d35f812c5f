import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ProductError } from '../../errors.ts';
import type { EventsReader, ReadEvents } from '../../features/signals/events-reader.ts';
import { EventScanner } from '../../features/signals/ndjson/event-scanner.ts';
import type { EventGroup, ScannedEvents, ScanRules } from '../../features/signals/ndjson/scanned-events.ts';
import { mostGroups, mostRules, type Read, type Reading, type TravellingEvents } from './messages.ts';

/** Smaller bodies are read at once where they are: handing over takes as long as reading so much. */
const smallBytes = 32_768;
/** The main thread needs a processor too, and more threads than these read faster than one writer stores. */
const mostThreads = 4;

interface Pending {
  /** Null where it has moved to the thread. */
  bytes: Uint8Array | null;
  resolve(read: ReadEvents): void;
  reject(error: unknown): void;
}

/** Threads that read bodies of events; they are started when the first large body comes. */
export interface ReadingThreads {
  read: EventsReader;
  close(): Promise<void>;
}

/** `threads`: how many at most; 0 reads everything on the calling thread. */
export function readingThreads(
  threads = Math.min(mostThreads, Math.max(1, availableParallelism() - 1)),
): ReadingThreads {
  const started: Thread[] = [];
  const own = new WeakMap<ScanRules, EventScanner>();

  function here(bytes: Uint8Array, rules: ScanRules): ReadEvents {
    let scanner = own.get(rules);
    if (scanner === undefined) {
      scanner = new EventScanner(rules);
      own.set(rules, scanner);
    }
    return { scanned: scanner.scan(bytes), bytes };
  }

  function idlest(): Thread {
    const idle = started.find(({ waiting }) => waiting === 0);
    if (idle !== undefined) return idle;
    if (started.length < threads) {
      const thread = new Thread((gone) => started.splice(started.indexOf(gone), 1));
      started.push(thread);
      return thread;
    }
    return started.reduce((least, thread) => (thread.waiting < least.waiting ? thread : least));
  }

  return {
    async read(bytes, rules) {
      return bytes.length < smallBytes || threads === 0 ? here(bytes, rules) : idlest().read(bytes, rules);
    },
    async close() {
      await Promise.all(started.map((thread) => thread.close()));
    },
  };
}

class Thread {
  readonly #worker = new Worker(
    new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url),
  );
  readonly #pending = new Map<number, Pending>();
  /** The rules that the thread has, oldest first, as it keeps them itself. */
  readonly #numbers = new Map<ScanRules, number>();
  readonly #groups = new KnownGroups();
  #rules = 0;
  #ids = 0;

  /** `onGone`: when the thread ended by itself; what it had is refused as if the server had no room. */
  constructor(onGone: (thread: Thread) => void) {
    this.#worker.on('message', (read: Read) => this.#settle(read));
    this.#worker.on('error', () => undefined);
    this.#worker.on('exit', () => {
      onGone(this);
      for (const { reject } of this.#pending.values())
        reject(new ProductError('overloaded', 'The data could not be read just now; send them again later.'));
      this.#pending.clear();
    });
    this.#worker.unref();
  }

  get waiting(): number {
    return this.#pending.size;
  }

  read(bytes: Uint8Array, rules: ScanRules): Promise<ReadEvents> {
    const { promise, resolve, reject } = Promise.withResolvers<ReadEvents>();
    const id = ++this.#ids;
    const known = this.#numbers.get(rules);
    const isShared = bytes.buffer instanceof SharedArrayBuffer && bytes.byteOffset === 0;
    const body = isShared ? (bytes.buffer as SharedArrayBuffer) : ownBuffer(bytes);
    this.#pending.set(id, { bytes: isShared ? bytes : null, resolve, reject });
    const rulesOf = known === undefined ? this.#define(rules) : { rules: known };
    const reading: Reading = { id, body, length: bytes.length, ...rulesOf };
    this.#worker.postMessage(reading, body instanceof ArrayBuffer ? [body] : []);
    return promise;
  }

  #define(rules: ScanRules): { rules: number; define: ScanRules } {
    if (this.#numbers.size === mostRules) this.#numbers.delete(this.#numbers.keys().next().value!);
    this.#numbers.set(rules, ++this.#rules);
    return { rules: this.#rules, define: rules };
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(read: Read): void {
    const pending = this.#pending.get(read.id)!;
    this.#pending.delete(read.id);
    const bytes = pending.bytes ?? new Uint8Array(read.body!);
    if ('fault' in read) pending.reject(new Error(`the reader of events failed: ${read.fault}`));
    else if (read.scanned === null) pending.resolve({ scanned: null, bytes });
    else pending.resolve({ scanned: this.#groups.whole(read.scanned), bytes });
  }
}

/** What the numbers of groups of a thread stand for: the very same object for the same number. */
class KnownGroups {
  readonly #known = new Map<number, EventGroup>();

  whole({
    rows,
    sums,
    numbers,
    fresh,
    people = noPeople,
    named = noNamed,
    rest = noRest,
  }: TravellingEvents): ScannedEvents {
    const first = fresh === undefined ? 0 : fresh.newest - fresh.groups.length + 1;
    for (const [index, group] of fresh?.groups.entries() ?? []) this.#known.set(first + index, group);
    const groups = Array.from(numbers, (number) => this.#known.get(number)!);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostGroups) break;
      this.#known.delete(oldest);
    }
    return { rows, sums, groups, people, named, rest };
  }
}

const noPeople: ScannedEvents['people'] = { group: new Int32Array(), user: new BigUint64Array() };
const noRest: ScannedEvents['rest'] = { index: [], line: [] };
const noNamed: ScannedEvents['named'] = {
  ...{ index: new Int32Array(), group: new Int32Array(), id: new BigUint64Array(), at: new Float64Array() },
  ...{ minor: new Float64Array(), hasUser: new Uint8Array(), user: new BigUint64Array(), dropped: new Int32Array() },
};

/** The bytes in a buffer that is theirs alone, so that it can move: small ones share theirs with others. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteLength } = bytes;
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  return isOwn ? buffer : (bytes.slice().buffer as ArrayBuffer);
}
