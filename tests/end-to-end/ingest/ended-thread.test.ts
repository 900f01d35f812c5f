import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { events, type IngestWorld, openIngest } from './ingest-world.ts';

/** What the test does to each thread that the server starts to read, the moment it is started. */
let atStart: ((worker: Worker) => void) | null;
let started: number;
const onWorker = (worker: Worker): void => {
  started += 1;
  atStart?.(worker);
};
let world: IngestWorld;
beforeEach(async () => {
  world = await openIngest({ ingest: { threads: 1 } });
  [atStart, started] = [null, 0];
  process.on('worker', onWorker);
});
afterEach(async () => {
  process.off('worker', onWorker);
  await world.close();
});

/** Ends that no code of the server's own asks for: from outside, and by an exception that nobody catches in the thread. */
const ends: [string, (worker: Worker) => void][] = [
  ['ended from outside', (worker) => void worker.terminate()],
  ['that throws', (worker) => worker.postMessage(null)],
];
const rows = 1_500;
const told = () => world.log.filter(({ msg }) => msg.startsWith('a thread that reads events ended'));

describe('a thread that reads', () => {
  it.each(ends)('%s: its bodies come again, nothing is lost or counted twice', async (_how, end) => {
    atStart = (worker) => {
      atStart = null;
      end(worker);
    };
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const send = (key: string) => world.send(events, events.body(rows).bytes, { 'idempotency-key': key });
    const first = await Promise.all(keys.map(send));
    const refused = first.filter(({ status }) => status !== 202);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, json, headers } of refused) {
      expect([status, headers.get('retry-after'), headers.get('content-type')]).toEqual([
        ...[503, '2', 'application/problem+json; charset=utf-8'],
      ]);
      expect(json).toMatchObject({ code: 'interrupted', status: 503, title: 'Service Unavailable' });
    }

    expect(told().map(({ bodies }) => bodies)).toEqual([refused.length]);
    const health = await world.health();
    expect(health.reading).toMatchObject({ threads: expect.any(Number), waitingBodies: 0, ended: 1 });
    expect(health.bodies.lentBytes).toBe(0);
    expect(health.reasons).toContainEqual(expect.objectContaining({ code: 'reader_ended', severity: 'warning' }));
    expect(await world.metric('waga_ingest_reading_threads_ended_total')).toEqual([
      'waga_ingest_reading_threads_ended_total 1',
    ]);

    const again = await Promise.all(keys.map(send));
    expect(again.map(({ status }) => status)).toEqual(keys.map(() => 202));
    expect(again.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(
      keys.length - refused.length,
    );
    expect(await world.stored()).toBe(keys.length * rows);
    expect(started).toBe(2);
    expect((await world.health()).bodies.lentBytes).toBe(0);
  });

  it('keeps the order of a source: what came behind is decided behind', async () => {
    atStart = (worker) => void worker.terminate();
    const decided: string[] = [];
    const send = async (name: string, count: number): Promise<number> => {
      const { status } = await world.send(events, events.body(count).bytes);
      decided.push(`${name} ${status}`);
      return status;
    };
    const large = send('large', rows);
    await expect.poll(() => started, { timeout: 30_000, interval: 1 }).toBe(1);
    const small = send('small', 2);
    expect(await Promise.all([large, small])).toEqual([503, 202]);
    expect(decided).toEqual(['large 503', 'small 202']);
    expect(await world.stored()).toBe(2);
  });

  it('that ends again and again is not started each time, and the data are taken all the same', async () => {
    atStart = (worker) => void worker.terminate();
    let kept = 0;
    const statuses: number[] = [];
    for (let time = 0; time < 12; time++) {
      const { status } = await world.send(events, events.body(rows).bytes);
      statuses.push(status);
      if (status === 202) kept += rows;
    }
    expect(statuses.slice(0, 2)).toEqual([503, 503]);
    expect(statuses.slice(2)).toContain(202);
    // a second, then two, then four: no more starts than rests that are over
    expect(started).toBeLessThan(6);
    expect(told()).toHaveLength(started);
    expect(await world.stored()).toBe(kept);
  });
});

describe('a stop', () => {
  it('while bodies wait: each is answered or its line ends, and what was acknowledged is there', async () => {
    const keys = Array.from({ length: 20 }, (_, nth) => `k-${nth}`);
    const send = (key: string) =>
      world.send(events, events.body(rows).bytes, { 'idempotency-key': key }).catch(() => null);
    const sending = keys.map(send);
    await expect.poll(() => started, { timeout: 30_000, interval: 1 }).toBeGreaterThan(0);
    await world.restart();
    const answers = await Promise.all(sending);
    expect(answers.map((answer) => answer?.status).filter((status) => ![202, 503, undefined].includes(status))).toEqual(
      [],
    );
    const acknowledged = answers.filter((answer) => answer?.status === 202).length;
    const again = await Promise.all(keys.map(send));
    const replayed = again.filter((answer) => answer?.headers.get('idempotent-replayed') === 'true').length;
    expect(replayed).toBeGreaterThanOrEqual(acknowledged);
    expect(await world.stored()).toBe(keys.length * rows);
  });
});
