import { parentPort } from 'node:worker_threads';
import type { Reading } from '../../src/server/reading/messages.ts';

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

parentPort!.addEventListener('message', (event) => {
  const { body, length } = (event as unknown as { data: Reading }).data;
  const [word = ''] = Buffer.from(body, 0, Math.min(length, 16)).toString('latin1').split(' ');
  if (!(word in ends)) return;
  // else what listens behind reads it and answers, before the thread ends
  (event as unknown as Event).stopImmediatePropagation();
  ends[word]!();
});
