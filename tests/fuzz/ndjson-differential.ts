import { bothWays, context, scannerOf } from '../signals/both-ways.ts';
import { type Differential, differenceOf } from './differential.ts';

const event = {
  process: 'payment',
  step: 'completed',
  at: '2026-11-20T09:59:02.120Z',
  id: 'order-1',
  amount: '150.00',
  currency: 'PLN',
  user: 'u-17',
  outcome: 'ok',
  environment: 'production',
  attributes: { method: 'blik', session: 'x1', attempt: 2 },
  trace: 'a1b2',
};
const lines = (...rows: object[]): Buffer => Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const { id, user, amount, currency, attributes, ...plain } = event;

/** Small enough that bodies reach it, and a writer of few environments: what is refused is compared too. */
const worlds = [
  () => context(),
  () => context({ seriesLimit: 9 }),
  () => context({ writer: { environments: new Set(['production', 'test']), processes: new Set(['payment', 'pay']) } }),
];
const scanners = worlds.map((world) => scannerOf(world()));

/** The reader of NDJSON events against JSON.parse and the rules row by row. */
export const ndjsonDifferential: Differential = {
  name: 'ndjson-differential',
  covers: ['/signals/ndjson/'],
  text: true,
  seeds: [
    lines(event, { ...event, id: 'order-2', step: 'started', outcome: 'failed' }, event),
    lines(plain, plain, { ...plain, user, environment: 'test' }, { ...plain, at: '2026-11-20T10:59:02+01:00' }),
    lines(
      { ...plain, amount: '-20.05', currency: 'PLN', step: 'refunded' },
      { ...plain, amount: '7', currency: 'JPY' },
    ),
    lines({ attributes: { channel: 'zażółć', method: 5, currency: true }, ...plain, amount, currency, user: null }),
    lines({ process: 'cashback', step: 'granted', at: '2026-11-20T10:00:00Z', attributes: { other: null } }),
    Buffer.from(`  ${JSON.stringify(plain, null, 1).replaceAll('\n', ' ')} \r\n\r\n\t${JSON.stringify(plain)}`),
    Buffer.from(`${JSON.stringify(event).replace('u-17', 'u\\u002d17')}\n${JSON.stringify({ ...event, m: [1] })}\n`),
  ],
  differs(body) {
    const index = body.length % worlds.length;
    const world = worlds[index]!;
    // one that knows nothing, so that the same body reaches the same code again, and one that has seen all bodies before
    for (const scanner of [scannerOf(world()), scanners[index]!]) {
      const { slow, fast } = bothWays(body, scanner, world);
      const difference = fast === null ? null : differenceOf(slow, fast);
      if (difference !== null) return `in world ${index}${difference}`;
    }
    return null;
  },
};
