import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { ProductError } from '../../src/errors.ts';
import { type Right, rightsOf } from '../../src/features/access/rights.ts';
import { machine, type Person } from '../../src/features/access/who.ts';
import { day } from '../../src/maths/instants.ts';
import { guardRoutes } from '../../src/server/guard.ts';
import { createHttp } from '../../src/server/http.ts';
import { honourKeys } from '../../src/server/once.ts';
import { describeOnRecords } from './records-engines.ts';

const person = (name: string): Person => ({
  ...{ kind: 'person', id: `id-${name}`, name, displayName: name, roles: ['administrator'] },
  ...{ rights: rightsOf(['administrator']), money: 'all' },
});
const Thing = z.object({ name: z.string() });

describeOnRecords('a write with an idempotency key', (records) => {
  let app: FastifyInstance;
  let now: number;
  let made: string[];
  /** What a write waits for before it is done. */
  let gate: Promise<void>;
  beforeEach(async () => {
    now = Date.parse('2026-11-20T10:00:00Z');
    made = [];
    gate = Promise.resolve();
    const log = pino({ level: 'silent' });
    app = await createHttp({ log, maxBodyBytes: 1_000_000 });
    guardRoutes(app, async ({ headers }) =>
      headers['x-as'] === 'machine' ? machine : person(String(headers['x-as'] ?? 'anna')),
    );
    honourKeys(app, { records: records(), now: () => now, log: log as never });
    for (const [path, right] of [
      ['/things/:of', 'keep-ledger'],
      ['/secrets/:of', 'administer'],
      ['/data/:of', 'read'],
    ] as const satisfies readonly (readonly [string, Right])[]) {
      const options = { config: { access: { right } }, schema: { body: Thing, response: { 201: z.looseObject({}) } } };
      app.withTypeProvider<ZodTypeProvider>().post(path, options, async ({ body }, reply) => {
        await gate;
        if (body.name === 'bad') throw new ProductError('conflict', 'It cannot be done from here.');
        made.push(body.name);
        const answer = { number: made.length, long: 'x'.repeat(5_000) };
        return reply.code(201).header('ETag', `"${made.length}"`).send(answer);
      });
    }
  });
  afterEach(() => app.close());

  async function post(key: string | null, name = 'one', { path = '/things/a', as = 'anna', accept = '' } = {}) {
    const headers = { host: '127.0.0.1', 'x-as': as, ...(key === null ? {} : { 'idempotency-key': key }) };
    const more = accept === '' ? {} : { 'accept-encoding': accept };
    const {
      statusCode,
      body,
      headers: told,
    } = await app.inject({
      ...{ method: 'POST', url: path, headers: { ...headers, ...more }, payload: { name } },
    });
    return {
      status: statusCode,
      body,
      etag: told.etag,
      type: told['content-type'],
      replayed: told['idempotent-replayed'],
    };
  }

  it('is done once, and a repeat is answered as the first time, compressed or not', async () => {
    const first = await post('k1', 'one', { accept: 'gzip' });
    expect(first).toMatchObject({ status: 201, etag: '"1"', replayed: undefined });
    const again = await post('k1');
    expect(again).toMatchObject({
      status: 201,
      etag: '"1"',
      type: 'application/json; charset=utf-8',
      replayed: 'true',
    });
    expect(JSON.parse(again.body)).toMatchObject({ number: 1 });
    expect((await post('k1')).body).toBe(again.body);
    expect(made).toEqual(['one']);
  });

  it('is another one by another sender, at another route, by another key, without a key, and after a day', async () => {
    const ones = [post('k1'), post('k2'), post(null), post(null), post('k1', 'one', { as: 'jan' })];
    ones.push(post('k1', 'one', { path: '/data/a' }), post('k1', 'one', { path: '/data/a' }));
    expect((await Promise.all(ones)).map(({ status, replayed }) => [status, replayed])).toEqual(
      ones.map(() => [201, undefined]),
    );
    now += day;
    expect(await post('k1')).toMatchObject({ status: 201, replayed: undefined });
    expect(made).toHaveLength(8);
  });

  it('refuses a key that stands for something else: another body, another thing', async () => {
    await post('k1');
    for (const other of [post('k1', 'two'), post('k1', 'one', { path: '/things/b' })]) {
      const answer = await other;
      expect(answer.status).toBe(409);
      expect(JSON.parse(answer.body).detail).toContain('stands for another request');
    }
    expect(made).toEqual(['one']);
    expect((await post('ke y')).status).toBe(400);
  });

  it('is done by one of two at once; the other is told to ask again', async () => {
    let open = (): void => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const both = [1, 2].map(() => post('k1').finally(() => open()));
    const answers = await Promise.all(both);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toContain('under way');
    expect(made).toEqual(['one']);
    expect(await post('k1')).toMatchObject({ status: 201, replayed: 'true' });
  });

  it('that was refused did nothing and frees its key, also for another body', async () => {
    expect((await post('k1', 'bad')).status).toBe(409);
    expect(await post('k1', 'one')).toMatchObject({ status: 201, replayed: undefined });
    expect(made).toEqual(['one']);
  });

  it('whose answer may hold a secret is not kept, and still not done twice', async () => {
    await post('k1', 'one', { path: '/secrets/a' });
    expect(await records().selectFrom('once').select(['status', 'body']).execute()).toEqual([
      { status: 201, body: null },
    ]);
    const again = await post('k1', 'one', { path: '/secrets/a' });
    expect(again.status).toBe(409);
    expect(again.body).toContain('done already');
    expect(made).toEqual(['one']);
  });

  it('that was cut off is not done again behind the back of its sender', async () => {
    await post('k1');
    await records().updateTable('once').set({ status: null, headers: null, body: null }).execute();
    const again = await post('k1');
    expect([again.status, JSON.parse(again.body).detail]).toEqual([409, expect.stringContaining('was cut off')]);
    expect(made).toEqual(['one']);
  });
});
