import { work } from '../delay.ts';
import type { Route } from '../service.ts';
import { asking } from '../tracing.ts';
import type { Surroundings } from './surroundings.ts';

const refusedShare = 0.002;
const queue = 'messages';

/** Puts a message into a queue and answers; now and then the queue refuses, which is what real ones do. */
export function notification(around: Surroundings): Route[] {
  return [
    {
      method: 'POST',
      route: '/messages',
      async handle({ gone }) {
        return { status: (await enqueue(around, gone)) ? 202 : 503 };
      },
    },
  ];
}

/** Hands a message over to the queue; false when the queue refuses it. */
async function enqueue({ name, telemetry, ledger }: Surroundings, gone: AbortSignal): Promise<boolean> {
  const taken = await asking(
    telemetry.tracer,
    `send ${queue}`,
    { producer: true, attributes: { 'messaging.system': 'kafka', 'messaging.destination.name': queue } },
    async () => {
      await work(12, gone);
      return Math.random() >= refusedShare;
    },
    (done) => ({ failed: !done }),
  );
  ledger.called(name, queue, !taken);
  return taken;
}
