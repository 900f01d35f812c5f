import { work } from '../delay.ts';
import type { Route } from '../service.ts';

const refusedShare = 0.002;

/** Puts a message into a queue and answers; now and then the queue refuses, which is what real ones do. */
export function notification(): Route[] {
  return [
    {
      method: 'POST',
      route: '/messages',
      async handle({ gone }) {
        await work(12, gone);
        return { status: Math.random() < refusedShare ? 503 : 202 };
      },
    },
  ];
}
