import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute, second } from '../../src/maths/instants.ts';
import { openRecords } from '../../src/stores/records/open.ts';
import { temporaryDirectory } from '../contract/processes.ts';
import { messageOf, type Office, openOffice, secret } from './office.ts';
import { startReceiver } from './webhook-receiver.ts';

/** What may happen between two messages, and to the receiver. */
const events = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ tell: fc.constantFrom('a', 'b', 'c') }) },
    { weight: 2, arbitrary: fc.record({ answer: fc.constantFrom(204, 503, 429, 500) }) },
    { weight: 2, arbitrary: fc.record({ stop: fc.constant(true) }) },
    { weight: 2, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 90 }) }) },
    { weight: 1, arbitrary: fc.record({ settle: fc.constant(true) }) },
  ),
  { minLength: 5, maxLength: 25 },
);

describe('the outbox', () => {
  it('loses nothing and keeps every order, whenever it is stopped and however the receivers answer', async () => {
    const receiver = await startReceiver(null);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(events, async (timeline) => {
        run += 1;
        const folder = temporaryDirectory();
        const records = await openRecords({ file: join(folder, 'records.sqlite') });
        let now = Date.UTC(2026, 10, 20, 3);
        const open = (): Office =>
          openOffice(records.db, {
            now: () => now,
            secrets: { hook: { value: secret, origin: receiver.url } },
            channels: {
              each: `{type: webhook, url: ${receiver.url}/each, secrets: [hook]}`,
              newest: `{type: pagerduty, url: ${receiver.url}, routingKey: hook}`,
            },
          });
        let office = open();
        receiver.received.length = 0;
        receiver.behave({ status: 204 });
        const written = new Map<string, number>();
        for (const event of timeline) {
          if ('tell' in event) {
            // the receiver remembers ids, which are made of keys
            const key = `${event.tell}${run}`;
            const sequence = (written.get(key) ?? 0) + 1;
            written.set(key, sequence);
            await office.tell(messageOf(key, sequence), 'each', 'newest');
          } else if ('answer' in event) receiver.behave({ status: event.answer, headers: { 'retry-after': '3' } });
          else if ('pass' in event) {
            now += event.pass * second;
            office.wake();
          } else if ('settle' in event) await office.settled();
          else {
            await office.stop();
            office = open();
          }
        }
        receiver.behave({ status: 204 });
        for (let round = 0; round < 80; round++) {
          now += 10 * minute;
          office.wake();
          await office.settled();
        }
        const seen = receiver.received.filter(({ path, repeat }) => path === '/each' && !repeat);
        for (const [key, count] of written) {
          const all = Array.from({ length: count }, (_, index) => index + 1);
          const states = (await office.states('each')).filter((state) => state.startsWith(`${key} `));
          expect(states).toEqual(all.map((sequence) => `${key} ${sequence} sent`));
          // in the order of the first time that each came through
          const firsts = seen.filter(({ body }) => body.data!.key === key).map(({ body }) => body.data!.sequence);
          expect([...new Set(firsts)]).toEqual(all);
          const told = receiver.received.map(
            ({ body }) => body as { dedup_key?: string; payload?: { summary: string } },
          );
          const last = told.filter(({ dedup_key }) => dedup_key === key).at(-1);
          expect(last?.payload?.summary).toBe(`payment ${key} ${count}`);
        }
        await office.stop();
        await records.close();
        rmSync(folder, { recursive: true });
      }),
      { numRuns: 25 },
    );
    await receiver.close();
  });
});
