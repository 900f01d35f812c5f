import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minute } from '../../src/maths/instants.ts';
import { iso, openApp, start, type TestApp } from './app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openApp();
});
afterEach(() => test.close());

const ndjson = { 'content-type': 'application/x-ndjson', 'waga-source': 'shop-events' };
const event = (fields: object = {}) => ({ process: 'payment', step: 'completed', at: iso(start), ...fields });
const lines = (...rows: object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

async function send(payload: string | Buffer, headers: Record<string, string> = {}) {
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/v1/events',
    payload,
    headers: { ...ndjson, ...headers },
  });
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
}
async function completed(from = start - minute, to = start + 2 * minute) {
  return (await test.signals.businessMinutes({ process: 'payment', step: 'completed', from, to })).counts;
}

describe('POST /api/v1/events', () => {
  it('keeps good rows, refuses bad ones by index and code, and tells no value', async () => {
    const answer = await send(
      `${lines(
        event(),
        event({ process: 'secret-process' }),
        event({ step: 'secret-step' }),
        event({ amount: '1.005', currency: 'PLN' }),
        event({ amount: '5.00' }),
        event({ amount: '-5.00', currency: 'PLN' }),
        event({ process: 'cashback', step: 'granted' }),
        event({ at: iso(start + 6 * minute) }),
        event({ at: iso(start - 401 * 86_400_000) }),
        event({ outcome: 'secret-outcome' }),
      )}\n{not json secret}\n`,
    );
    expect(answer.status).toBe(202);
    expect(answer.body.accepted).toBe(1);
    expect(answer.body.rejected.map((row: { index: number; code: string }) => [row.index, row.code])).toEqual([
      [1, 'unknown_process'],
      [2, 'unknown_step'],
      [3, 'bad_amount'],
      [4, 'amount_without_currency'],
      [5, 'negative_amount'],
      [6, 'not_yours'],
      [7, 'in_future'],
      [8, 'too_old'],
      [9, 'bad_row'],
      [10, 'bad_json'],
    ]);
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|1\.005/);
  });

  it('counts exactly what was sent, money in minor units, refunds apart', async () => {
    await send(
      lines(
        event({ amount: '150.00', currency: 'PLN' }),
        event({ amount: '0.10', currency: 'PLN', at: iso(start + 59_999) }),
        event({ amount: '0.20', currency: 'PLN', outcome: 'failed' }),
        event({ amount: '7.00', currency: 'EUR' }),
        event({ step: 'refunded', amount: '-150.00', currency: 'PLN' }),
        event({ environment: 'staging', amount: '999.00', currency: 'PLN' }),
      ),
    );
    test.clock.now = start + 2 * minute;
    await send('', { 'waga-complete-until': iso(start + 2 * minute) });
    const window = { from: start, to: start + 2 * minute };
    expect([...(await completed(start))]).toEqual([3, 0]);
    const money = (step: string, currency: string) =>
      test.signals.businessMoney({ process: 'payment', step, currency, ...window });
    expect([...(await money('completed', 'PLN')).counts]).toEqual([15_010, 0]);
    expect([...(await money('completed', 'EUR')).counts]).toEqual([700, 0]);
    expect([...(await money('refunded', 'PLN')).counts]).toEqual([-15_000, 0]);
  });

  it('reads JSON, CloudEvents of every mode, and gzip', async () => {
    const at = iso(start);
    const cloud = { specversion: '1.0', id: '1', source: '/shop', type: 'payment.completed', time: at };
    const data = { process: 'payment', step: 'completed' };
    const sends: [string | Buffer, Record<string, string>][] = [
      [JSON.stringify(event()), { 'content-type': 'application/json' }],
      [JSON.stringify([event(), event()]), { 'content-type': 'application/json' }],
      [JSON.stringify({ ...cloud, data }), { 'content-type': 'application/cloudevents+json; charset=utf-8' }],
      [
        JSON.stringify([
          { ...cloud, id: '2', data },
          { ...cloud, id: '1', data },
        ]),
        { 'content-type': 'application/cloudevents-batch+json' },
      ],
      [
        JSON.stringify(data),
        {
          'content-type': 'application/json',
          'ce-specversion': '1.0',
          'ce-id': '3',
          'ce-source': '/shop',
          'ce-type': 'x',
          'ce-time': at,
        },
      ],
      [gzipSync(lines(event(), event())), { 'content-encoding': 'gzip' }],
    ];
    const answers = [];
    for (const [payload, headers] of sends) answers.push((await send(payload, headers)).body);
    expect(answers).toEqual([
      { accepted: 1, duplicate: 0, rejected: [] },
      { accepted: 2, duplicate: 0, rejected: [] },
      { accepted: 1, duplicate: 0, rejected: [] },
      { accepted: 1, duplicate: 1, rejected: [] },
      { accepted: 1, duplicate: 0, rejected: [] },
      { accepted: 2, duplicate: 0, rejected: [] },
    ]);
  });

  it('refuses bodies that are too large, compressed or expanded, and types it does not read', async () => {
    expect((await send('x'.repeat(1_048_577))).body).toMatchObject({ status: 413, code: 'too_large' });
    expect((await send(gzipSync('x'.repeat(3_000_000)), { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await send('no gzip', { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await send('x', { 'content-encoding': 'br' })).status).toBe(415);
    expect((await send('<x/>', { 'content-type': 'text/xml' })).status).toBe(415);
    expect((await send(lines(event()), { 'waga-source': 'nobody' })).body.code).toBe('unknown_source');
  });

  it('counts an id once within the batch and within 15 minutes, across a restart too', async () => {
    expect((await send(lines(event({ id: 'a' }), event({ id: 'a' }), event({ id: 'b' })))).body).toMatchObject({
      accepted: 2,
      duplicate: 1,
    });
    test = await test.restart();
    test.clock.now = start + 14 * minute;
    expect((await send(lines(event({ id: 'a' })))).body).toMatchObject({ accepted: 0, duplicate: 1 });
    test.clock.now = start + 16 * minute;
    expect((await send(lines(event({ id: 'b' })))).body).toMatchObject({ accepted: 1, duplicate: 0 });
  });

  it('gives the first answer to a batch that comes again, at once or later, and stores it once', async () => {
    const key = { 'idempotency-key': 'batch-1', 'waga-complete-until': iso(start + minute) };
    test.clock.now = start + minute;
    const body = lines(event(), event({ process: 'nothing' }));
    const both = await Promise.all([send(body, key), send(body, key)]);
    test = await test.restart();
    const late = await send(body, key);
    expect(late.headers['idempotent-replayed']).toBe('true');
    expect([both[1]?.body, late.body]).toEqual([both[0]?.body, both[0]?.body]);
    expect(await completed(start, start + minute)).toEqual(Float64Array.of(1));
  });

  it('answers each of many that come at once as if it had come alone', async () => {
    const alone = (nth: number) =>
      lines(event(), event({ id: `own-${nth}` }), event({ id: 'of-all' }), event({ step: 'no' }));
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, nth) => send(alone(nth), { 'idempotency-key': `at-once-${nth % 30}` })),
    );
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    const replayed = answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true');
    expect(replayed).toHaveLength(10);
    for (const [nth, { body }] of answers.slice(30).entries()) expect(body).toEqual(answers[nth]!.body);
    const first = answers.slice(0, 30).map(({ body }) => body);
    expect(first.map(({ rejected }) => rejected.length)).toEqual(new Array(30).fill(1));
    expect(first.filter(({ duplicate }) => duplicate === 0)).toHaveLength(1);
    test.clock.now = start + 2 * minute;
    await send('', { 'waga-complete-until': iso(start + minute) });
    // of each batch a plain event and its own id, and the id that all of them bear once
    expect((await completed(start, start + minute))[0]).toBe(30 + 30 + 1);
    const sources = await test.signals.sources(test.clock.now);
    expect(sources.find(({ name }) => name === 'shop-events')).toMatchObject({
      accepted: 61,
      duplicate: 29,
      refused: 30,
    });
  });

  it('decides the requests of a source in the order in which they came, large ones before small ones behind them', async () => {
    const large = lines(...new Array(3_000).fill(event()), event({ id: 'of-both' }));
    const [first, second] = await Promise.all([send(large), send(lines(event({ id: 'of-both' })))]);
    expect(first!.body).toEqual({ accepted: 3_001, duplicate: 0, rejected: [] });
    expect(second!.body).toEqual({ accepted: 0, duplicate: 1, rejected: [] });
  });

  it('knows what came at once after a restart too', async () => {
    const bodies = Array.from({ length: 12 }, (_, nth) => lines(event({ id: `kept-${nth}` })));
    const headers = (nth: number) => ({ 'idempotency-key': `kept-${nth}` });
    await Promise.all(bodies.map((body, nth) => send(body, headers(nth))));
    test = await test.restart();
    const again = await Promise.all(bodies.map((body, nth) => send(body, headers(nth))));
    expect(again.map(({ headers }) => headers['idempotent-replayed'])).toEqual(new Array(12).fill('true'));
    const anew = await Promise.all(bodies.map((body) => send(body)));
    expect(anew.map(({ body }) => body)).toEqual(new Array(12).fill({ accepted: 0, duplicate: 1, rejected: [] }));
  });

  it('knows a key apart at every entrance, since their answers differ', async () => {
    const key = { 'idempotency-key': 'same' };
    expect((await send(lines(event()), key)).body).toMatchObject({ accepted: 1 });
    const row = { process: 'payment', step: 'completed', at: start, count: 3 };
    const imported = await test.app.inject({
      method: 'POST',
      url: '/api/v1/import/counts',
      payload: JSON.stringify(row),
      headers: { 'content-type': 'application/json', 'waga-source': 'shop-events', ...key },
    });
    expect({ status: imported.statusCode, body: imported.json() }).toMatchObject({ status: 200, body: { rows: 1 } });
  });

  it('counts distinct users where all events name one, else events', async () => {
    const window = { from: start, to: start + minute };
    const conversion = () =>
      test.signals.conversion({ process: 'payment', started: 'started', finished: 'completed', ...window });
    test.clock.now = start + minute;
    const complete = { 'waga-complete-until': iso(start + minute) };
    const user = (step: string, name: string, outcome = 'ok') => event({ step, user: name, outcome });
    expect(await conversion()).toBeNull();
    await send(
      lines(
        user('started', 'anna'),
        user('started', 'anna'),
        user('started', 'ben'),
        user('completed', 'anna'),
        user('completed', 'ben', 'failed'),
      ),
      complete,
    );
    expect(await conversion()).toEqual({ started: 2, finished: 1, counted: 'users' });
    await send(lines(event({ step: 'started' })));
    expect(await conversion()).toEqual({ started: 4, finished: 1, counted: 'events' });
  });

  it('drops attributes that the process does not list, and counts them', async () => {
    await send(lines(event({ attributes: { method: 'blik', email: 'anna@example.com' } })));
    const series = await test.measurements.ask({ ask: 'series', source: 'shop-events', kind: 'counts' });
    expect(series.map(({ labels }) => labels)).toContainEqual({
      method: 'blik',
      process: 'payment',
      step: 'completed',
      outcome: 'ok',
      environment: 'production',
    });
    const [status] = await test.signals.sources(start);
    expect(status).toMatchObject({ name: 'shop-events', accepted: 1, droppedAttributes: 1 });
  });
});
