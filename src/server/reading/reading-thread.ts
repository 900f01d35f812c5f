import { Worker } from 'node:worker_threads';
import { ProductError } from '../../errors.ts';
import { NamedParts } from '../../features/signals/otlp/fast/numbered-parts.ts';
import { NamedSeries, type SharedSeries } from '../../features/signals/otlp/fast/numbered-series.ts';
import { heardColumns, type ToldColumns } from '../../features/signals/otlp/fast/told-columns.ts';
import { columnsOf } from './columns-behind.ts';
import { KnownGroups } from './known-groups.ts';
import {
  type Kind,
  type Kinds,
  mostRules,
  type Read,
  type Reading,
  type Told,
  type TravellingEvents,
  type TravellingMetrics,
} from './messages.ts';
import { SharedMemory } from './shared-memory.ts';

/** What a thread is started with, and whom it tells. */
export interface ThreadLife {
  module: URL;
  /** Memory of its heap, in MiB; beyond it the thread ends, and the server goes on. */
  mostMemoryMb: number;
  /** A thread that answers nothing for so long, with bodies before it, is ended. */
  stuckMs: number;
  /** A body at which the reader threw. */
  onFault(error: Error, kind: Kind): void;
  /** Series that all threads speak of. */
  series: SharedSeries;
  /** The thread ended, by itself or because it was stuck, with so many bodies before it. */
  onEnd(thread: ReadingThread, error: Error, bodies: number): void;
}

/** What became of a body, which may have moved; null where it is left to others. */
export interface ThreadRead<K extends Kind> {
  read: Kinds[K]['read'] | null;
  bytes: Uint8Array;
}

interface Pending {
  kind: Kind;
  /** Null where it has moved to the thread. */
  bytes: Uint8Array | null;
  resolve(read: ThreadRead<Kind>): void;
  reject(error: unknown): void;
}

/** One thread that reads bodies, and what it has to read. */
export class ReadingThread {
  readonly #worker: Worker;
  readonly #life: ThreadLife;
  readonly #pending = new Map<number, Pending>();
  /** The rules that the thread has, oldest first, as it keeps them itself. */
  readonly #numbers: Record<Kind, Map<object, number>> = { events: new Map(), metrics: new Map(), traces: new Map() };
  readonly #groups = new KnownGroups();
  readonly #series: NamedSeries;
  readonly #parts: NamedParts;
  readonly #memory = new SharedMemory((number) => this.#tell({ forget: number }));
  readonly #watch: NodeJS.Timeout;
  #rules = 0;
  #ids = 0;
  #isClosing = false;
  #error: Error | null = null;

  constructor(life: ThreadLife) {
    this.#life = life;
    this.#series = new NamedSeries(life.series);
    this.#parts = new NamedParts(life.series);
    this.#worker = new Worker(life.module, { resourceLimits: { maxOldGenerationSizeMb: life.mostMemoryMb } });
    this.#worker.on('message', (read: Read) => this.#settle(read));
    this.#worker.on('messageerror', (error) => this.#end(error));
    this.#worker.on('error', (error) => {
      this.#error ??= error instanceof Error ? error : new Error('the thread threw what is no error');
    });
    this.#worker.on('exit', (code) => this.#ended(code));
    this.#worker.unref();
    this.#watch = setTimeout(() => {
      if (this.#pending.size > 0) this.#end(new Error('the thread that reads events answered nothing for too long'));
    }, life.stuckMs).unref();
  }

  get waiting(): number {
    return this.#pending.size;
  }

  read<K extends Kind>(kind: K, bytes: Uint8Array, rules: Kinds[K]['rules']): Promise<ThreadRead<K>> {
    const { promise, resolve, reject } = Promise.withResolvers<ThreadRead<K>>();
    const id = ++this.#ids;
    const known = this.#numbers[kind].get(rules);
    const isShared = bytes.buffer instanceof SharedArrayBuffer && bytes.byteOffset === 0;
    const body = isShared ? this.#memory.seen(bytes.buffer as SharedArrayBuffer) : ownBuffer(bytes);
    if (this.#pending.size === 0) this.#watch.refresh();
    this.#pending.set(id, {
      ...{ kind, bytes: isShared ? bytes : null, reject },
      // what a body of a kind is answered is of that kind
      resolve: resolve as Pending['resolve'],
    });
    const rulesOf = known === undefined ? this.#define(kind, rules) : { rules: known };
    const reading: Reading<K> = { id, kind, body, length: bytes.length, ...rulesOf };
    this.#tell(reading, body instanceof ArrayBuffer ? [body] : []);
    return promise;
  }

  /** Ends the thread; what it has is refused as by a server that stops. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#worker.terminate();
  }

  #tell(told: Told, moved: ArrayBuffer[] = []): void {
    this.#worker.postMessage(told, moved);
  }

  #define<K extends Kind>(kind: K, rules: Kinds[K]['rules']): { rules: number; define: Kinds[K]['rules'] } {
    const numbers = this.#numbers[kind];
    if (numbers.size === mostRules) numbers.delete(numbers.keys().next().value!);
    numbers.set(rules, ++this.#rules);
    return { rules: this.#rules, define: rules };
  }

  #settle(read: Read): void {
    const pending = this.#pending.get(read.id)!;
    this.#pending.delete(read.id);
    if (this.#pending.size > 0) this.#watch.refresh();
    const bytes = pending.bytes ?? new Uint8Array(read.body!);
    if ('fault' in read) this.#life.onFault(read.fault, pending.kind);
    pending.resolve({ read: 'fault' in read ? null : this.#heard(pending.kind, read, bytes), bytes });
  }

  /** Numbers of groups and series stand for something: what they do is told once, so every answer is heard, in order. */
  #heard(
    kind: Kind,
    { read }: { read: Kinds[Kind]['travelling'] | null },
    bytes: Uint8Array,
  ): Kinds[Kind]['read'] | null {
    if (read === null) return null;
    if (kind === 'events') return this.#groups.whole(read as TravellingEvents);
    if (kind === 'traces') return read as Kinds['traces']['read'];
    if ('parts' in read) return { columns: heardColumns(read as ToldColumns, this.#parts) };
    const { resources, fresh, columns } = read as TravellingMetrics;
    const { minutes, values, buckets, numbers } = 'rows' in columns ? columnsOf(bytes, columns) : columns;
    return { resources, minutes, values, buckets, ...this.#series.of({ numbers, fresh }) };
  }

  #end(error: Error): void {
    this.#error ??= error;
    void this.#worker.terminate();
  }

  #ended(code: number): void {
    clearTimeout(this.#watch);
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    const cause = this.#error ?? new Error(`the thread that reads events ended by itself with code ${code}`);
    if (!this.#isClosing) this.#life.onEnd(this, cause, pending.length);
    for (const { reject } of pending) reject(this.#isClosing ? stopping() : interrupted(cause));
  }
}

/** What a server that stops says to a body that was not read. */
export const stopping = (): ProductError =>
  new ProductError('stopping', 'The server is stopping; send again to the one that takes its place.');

const interrupted = (cause: Error): ProductError =>
  new ProductError(
    'interrupted',
    'What read the data ended before it was done; nothing was stored, send again.',
    {},
    cause,
  );

/** The bytes in a buffer that is theirs alone, so that it can move: small ones share theirs with others. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteLength } = bytes;
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  return isOwn ? buffer : (bytes.slice().buffer as ArrayBuffer);
}
