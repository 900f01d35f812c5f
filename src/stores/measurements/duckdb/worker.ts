import { parentPort, workerData } from 'node:worker_threads';
import { unavailable } from './disk-errors.ts';
import type { EngineOptions } from './engine.ts';
import type { Numbered, Reply, Request } from './messages.ts';
import { Store } from './store.ts';

/** The thread that owns the file: appends block its event loop and nobody else's. */
const port = parentPort!;
const { file, options } = workerData as { file: string; options: EngineOptions };
const store = new Store(file, options);

port.on('message', (calls: Numbered[]) => {
  for (const { id, request } of calls) void reply(id, () => perform(request));
});
void reply(0, () => store.ready());

function perform(request: Request): Promise<unknown> {
  switch (request.do) {
    case 'append':
      return store.append(request.batch);
    case 'ask':
      return store.ask(request.question);
    case 'retain':
      return store.retain(request.keep);
    case 'settle':
      return store.settle(request.before, request.mostDays);
    case 'forget':
      return store.forget(request.user);
    case 'check':
      return store.check();
    case 'hold':
      return store.hold(request.file);
    case 'copy':
      return store.copy();
    case 'let-go':
      return store.letGo();
    case 'close':
      return store.close();
  }
}

async function reply(id: number, work: () => Promise<unknown>): Promise<void> {
  try {
    const value = await work();
    send({ reply: { id, value }, transfer: buffersOf(value) });
  } catch (error) {
    send(failed(id, error));
  }
}

interface Ready {
  reply: Reply;
  transfer: ArrayBuffer[];
}

function failed(id: number, error: unknown): Ready {
  const { code, message, details, cause } = unavailable(error);
  const text = cause instanceof Error ? cause.message : '';
  return { reply: { id, error: { code, message, details: { ...details }, cause: text } }, transfer: [] };
}

let ready: Ready[] = [];

/** What becomes known in one turn goes in one message: who waits for it is woken once. */
function send(one: Ready): void {
  ready.push(one);
  if (ready.length > 1) return;
  process.nextTick(() => {
    const all = ready;
    ready = [];
    post(all);
  });
}

function post(all: readonly Ready[]): void {
  try {
    port.postMessage(
      all.map(({ reply }) => reply),
      all.flatMap(({ transfer }) => transfer),
    );
  } catch (error) {
    // One of them cannot be sent: the others go without it.
    if (all.length > 1) for (const one of all) post([one]);
    else post([failed(all[0]!.reply.id, error)]);
  }
}

/** Columns of an answer move to the other thread instead of being copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  const columns = Object.values(value).filter((column) => ArrayBuffer.isView(column));
  return columns.map((column) => column.buffer as ArrayBuffer);
}
