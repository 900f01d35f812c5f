import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ProductError } from '../../errors.ts';
import type { EventsReader, ReadEvents } from '../../features/signals/events-reader.ts';
import { EventScanner } from '../../features/signals/ndjson/event-scanner.ts';
import type { EventGroup, ScanRules } from '../../features/signals/ndjson/scanned-events.ts';
import { mostRules, type Read, type Reading } from './messages.ts';

/** Smaller bodies are read at once where they are: handing over takes as long as reading so much. */
const smallBytes = 32_768;
/** The main thread needs a processor too, and more threads than these read faster than one writer stores. */
const mostThreads = 4;

interface Pending {
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
    this.#pending.set(id, { resolve, reject });
    const known = this.#numbers.get(rules);
    const body = ownBuffer(bytes);
    const reading: Reading = { id, body, ...(known === undefined ? this.#define(rules) : { rules: known }) };
    this.#worker.postMessage(reading, [body]);
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
    const bytes = new Uint8Array(read.body);
    if ('fault' in read) pending.reject(new Error(`the reader of events failed: ${read.fault}`));
    else if (read.scanned === null) pending.resolve({ scanned: null, bytes });
    else pending.resolve({ scanned: { ...read.scanned, groups: this.#groups.of(read.scanned.groups) }, bytes });
  }
}

/** Bodies that come one after the other mostly have the same groups: then the very same objects are given. */
class KnownGroups {
  readonly #known = new Map<string, EventGroup[]>();

  of(text: string): EventGroup[] {
    let groups = this.#known.get(text);
    if (groups === undefined) {
      groups = JSON.parse(text) as EventGroup[];
      if (this.#known.size === 16) this.#known.clear();
      this.#known.set(text, groups);
    }
    return groups;
  }
}

/** The bytes in a buffer that is theirs alone, so that it can move: small ones share theirs with others. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteLength } = bytes;
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  return isOwn ? buffer : (bytes.slice().buffer as ArrayBuffer);
}
