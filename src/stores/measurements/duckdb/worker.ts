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
    send({ id, value }, buffersOf(value));
  } catch (error) {
    const { code, message, details, cause } = unavailable(error);
    const text = cause instanceof Error ? cause.message : '';
    send({ id, error: { code, message, details: { ...details }, cause: text } });
  }
}

let ready: { reply: Reply; transfer: ArrayBuffer[] }[] = [];

/** What becomes known in one turn goes in one message: who waits for it is woken once. */
function send(reply: Reply, transfer: ArrayBuffer[] = []): void {
  ready.push({ reply, transfer });
  if (ready.length > 1) return;
  process.nextTick(() => {
    const all = ready;
    ready = [];
    port.postMessage(
      all.map((one) => one.reply),
      all.flatMap((one) => one.transfer),
    );
  });
}

/** Columns of an answer move to the other thread instead of being copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  const columns = Object.values(value).filter((column) => ArrayBuffer.isView(column));
  return columns.map((column) => column.buffer as ArrayBuffer);
}
