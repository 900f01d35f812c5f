import { parentPort } from 'node:worker_threads';
import { work } from '../tasks.ts';
import type { Asked, Replied } from './thread.ts';

/** A thread of its own for what takes long: a large graph may cost seconds of a processor, which the server does not have. */
const port = parentPort!;

port.on('message', ({ id, task }: Asked) => {
  try {
    port.postMessage({ id, value: work(task) } satisfies Replied);
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies Replied);
  }
});
