import { parentPort } from 'node:worker_threads';
import type { Told } from '../../src/server/reading/messages.ts';

/** How a thread ends when a body begins with the word. */
const ends: Readonly<Record<string, () => void>> = {
  exits: () => process.exit(7),
  throws: () => {
    throw new TypeError('the thread is to end');
  },
  fills: () => {
    const kept: unknown[] = [];
    for (;;) kept.push(new Array(10_000).fill(kept.length));
  },
  hangs: () => {
    for (;;);
  },
};

/** Memory that was named, as the thread keeps it itself. */
const memories = new Map<number, SharedArrayBuffer>();

parentPort!.addEventListener('message', (event) => {
  const { data } = event as unknown as { data: Told };
  if ('forget' in data) return;
  const { body, length } = data;
  if (!(body instanceof ArrayBuffer) && body.memory !== undefined) memories.set(body.number, body.memory);
  const memory = body instanceof ArrayBuffer ? body : memories.get(body.number)!;
  const [word = ''] = Buffer.from(memory, 0, Math.min(length, 16)).toString('latin1').split(' ');
  if (!(word in ends)) return;
  // else what listens behind reads it and answers, before the thread ends
  (event as unknown as Event).stopImmediatePropagation();
  ends[word]!();
});
