import { parentPort } from 'node:worker_threads';
import { ProductError } from '../../../errors.ts';
import { type Kept, work } from '../tasks.ts';
import type { Asked, Replied } from './thread.ts';

/** A thread of its own for what takes long: a large graph may cost seconds of a processor, which the server does not have. */
const port = parentPort!;
const kept: Kept = {};

port.on('message', (asked: Asked | null) => {
  if (asked === null) {
    port.close();
    return;
  }
  const { id, task } = asked;
  try {
    port.postMessage({ id, value: work(task, kept) } satisfies Replied);
  } catch (error) {
    port.postMessage({ id, ...told(error) } satisfies Replied);
  }
});

/** An expected failure keeps its code on the way to the other thread. */
function told(error: unknown): Pick<Extract<Replied, { error: string }>, 'error' | 'expected'> {
  if (!(error instanceof ProductError)) return { error: error instanceof Error ? error.message : String(error) };
  const { code, message, details } = error;
  return { error: message, expected: { code, details: { ...details } } };
}
