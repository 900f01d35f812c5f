import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { outbox } from './outbox.ts';
import { startSender } from './sender.ts';

describe('the outbox', () => {
  it('sends each line once and in order, repeats an unconfirmed batch as it was, and is complete only when empty', () => {
    const steps = fc.array(fc.oneof(fc.record({ add: fc.nat(5) }), fc.record({ confirm: fc.boolean() })), {
      maxLength: 50,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 4 }), (all, most) => {
        const box = outbox();
        const added: string[] = [];
        const sent: string[] = [];
        let keys = 0;
        for (const step of all) {
          if ('add' in step) {
            for (let n = 0; n < step.add; n += 1) {
              added.push(`line ${added.length}`);
              box.add(added.at(-1)!);
            }
            continue;
          }
          const batch = box.batch(1_000, () => String(keys++), most);
          expect(box.batch(2_000, () => 'another', most)).toEqual(batch);
          if (!step.confirm) continue;
          if (batch.size > 0) sent.push(...batch.text.split('\n'));
          box.confirm();
          if (batch.completeUntil !== null) expect(batch.completeUntil).toBe(1_000);
        }
        expect(added.slice(0, sent.length)).toEqual(sent);
        expect(sent.length + box.waiting()).toBe(added.length);
      }),
    );
  });
});

interface Got {
  headers: IncomingHttpHeaders;
  text: string;
}

/** A server that refuses what it is told to and keeps what it got. */
async function receiver(answers: (number | 'hang up')[]) {
  const got: Got[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    got.push({ headers: request.headers, text });
    const status = answers.shift() ?? 202;
    if (status === 'hang up') return void request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' });
    response.end(JSON.stringify({ accepted: 1, duplicate: 0, rejected: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    got,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.closeAllConnections() ?? server.close(),
  };
}

describe('the sender', () => {
  it('resends the same batch with the same key until it is taken, and says once since when it knows', async () => {
    const waga = await receiver([503, 'hang up']);
    const box = outbox();
    box.add('{"n":1}');
    const since = Date.parse('2026-11-16T09:00:00Z');
    const sender = startSender(box, waga.url, since, () => false);
    await vi.waitFor(() => expect(waga.got.length).toBeGreaterThanOrEqual(4), { timeout: 20_000 });
    await sender.stop();
    waga.close();
    const [first, second, third, fourth] = waga.got;
    for (const again of [second, third]) {
      expect(again!.text).toBe('{"n":1}');
      expect(again!.headers['idempotency-key']).toBe(first!.headers['idempotency-key']);
    }
    expect(fourth!.text).toBe('');
    expect(fourth!.headers['idempotency-key']).not.toBe(first!.headers['idempotency-key']);
    expect(third!.headers['waga-complete-since']).toBe('2026-11-16T09:00:00.000Z');
    expect(fourth!.headers['waga-complete-since']).toBeUndefined();
    expect(Date.parse(String(fourth!.headers['waga-complete-until']))).toBeGreaterThan(since);
    expect(sender.state()).toMatchObject({ sent: 1, refused: 0, waiting: 0, trouble: null });
  }, 30_000);

  it('is silent while stopped, keeps what happens and sends it afterwards', async () => {
    const waga = await receiver([]);
    const box = outbox();
    let stopped = true;
    const sender = startSender(box, waga.url, 0, () => stopped);
    box.add('{"n":1}');
    expect(sender.state().waiting).toBe(1);
    expect(waga.got).toEqual([]);
    stopped = false;
    await vi.waitFor(() => expect(waga.got[0]?.text).toBe('{"n":1}'), { timeout: 10_000 });
    await sender.stop();
    waga.close();
  }, 20_000);
});
