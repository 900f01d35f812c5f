import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Right } from '../../src/features/access/rights.ts';
import { machine, type TokenHolder, type Who } from '../../src/features/access/who.ts';
import { minute } from '../../src/maths/instants.ts';
import { iso, openApp, start, type TestApp } from './app.ts';

const token = (change: Partial<TokenHolder> = {}): TokenHolder => ({
  kind: 'token',
  id: 't1',
  name: 'shop',
  rights: new Set<Right>(['ingest']),
  money: [],
  sources: ['shop-events'],
  processes: null,
  components: null,
  environments: null,
  ...change,
});

let sender: Who;
let test: TestApp;
beforeEach(async () => {
  sender = token();
  test = await openApp({ sender: () => sender });
});
afterEach(() => test.close());

async function send(url: string, rows: unknown, headers: Record<string, string> = {}) {
  const payload = Array.isArray(rows) ? rows.map((row) => JSON.stringify(row)).join('\n') : JSON.stringify(rows);
  const type = Array.isArray(rows) ? 'application/x-ndjson' : 'application/json';
  const answer = await test.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type, ...headers } });
  return { status: answer.statusCode, body: answer.json(), replayed: answer.headers['idempotent-replayed'] === 'true' };
}
const event = (fields: object = {}) => ({ process: 'payment', step: 'completed', at: iso(start), ...fields });
const events = (rows: object[], headers: Record<string, string> = {}) => send('/api/v1/events', rows, headers);
const codes = (body: { rejected: { index: number; code: string }[] }) =>
  body.rejected.map(({ index, code }) => [index, code]);
async function completed(): Promise<number> {
  const period = { from: start - minute, to: start + minute };
  await events([], { 'waga-complete-since': iso(period.from), 'waga-complete-until': iso(start) });
  test.clock.now = start + minute;
  await events([], { 'waga-complete-until': iso(start + minute) });
  const { counts } = await test.signals.businessMinutes({ process: 'payment', step: 'completed', ...period });
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('a token speaks for its sources', () => {
  it('without naming one where it has one, and for no other', async () => {
    expect((await events([event()])).body.accepted).toBe(1);
    for (const source of ['till', 'default', 'no-such']) {
      expect(await events([event()], { 'waga-source': source })).toMatchObject({
        status: 403,
        body: { code: 'not_yours' },
      });
    }
  });

  it('and says which where it has several', async () => {
    sender = token({ sources: ['shop-events', 'till'] });
    expect(await events([event()])).toMatchObject({ status: 400, body: { code: 'bad_input' } });
    expect((await events([event()], { 'waga-source': 'shop-events' })).body.accepted).toBe(1);
  });

  it('that the catalogue declares', async () => {
    sender = token({ sources: ['not-declared'] });
    expect(await events([event()])).toMatchObject({ status: 400, body: { code: 'unknown_source' } });
  });

  it('only with the right to send data', async () => {
    sender = token({ rights: new Set<Right>(['read']) });
    for (const url of ['/api/v1/events', '/v1/metrics', '/api/v1/import/counts']) {
      expect((await send(url, [])).status).toBe(403);
    }
  });
});

describe('a token that names processes and environments', () => {
  beforeEach(() => {
    sender = token({ sources: ['default'], processes: ['payment'], environments: ['production', 'staging'] });
  });

  it('has rows of others refused one by one, and is told nothing of what else there is', async () => {
    const { body } = await events([
      event(),
      event({ process: 'cashback', step: 'granted' }),
      event({ process: 'no-such' }),
      event({ environment: 'staging' }),
      event({ environment: 'test' }),
    ]);
    expect(body.accepted).toBe(2);
    expect(codes(body)).toEqual([
      [1, 'not_yours'],
      [2, 'not_yours'],
      [4, 'not_yours'],
    ]);
    expect(JSON.stringify(body)).not.toContain('cashback');
  });

  it('may not leave the environment out where production is not among them', async () => {
    sender = token({ environments: ['staging'] });
    expect(codes((await events([event(), event({ environment: 'staging' })])).body)).toEqual([[0, 'not_yours']]);
    expect(await completed()).toBe(0);
  });

  it('has a chunk of history refused whole', async () => {
    const row = { step: 'completed', at: start - minute, count: 3 };
    const good = { ...row, process: 'payment' };
    const refused = await send('/api/v1/import/counts', [good, { ...row, process: 'cashback', step: 'granted' }]);
    expect(refused).toMatchObject({ status: 400, body: { rejected: [{ index: 1, code: 'not_yours' }] } });
    expect((await send('/api/v1/import/counts', [good])).body.rows).toBe(1);
  });
});

describe('a token that names components and environments', () => {
  const attribute = ([key, stringValue]: [string, string]) => ({ key, value: { stringValue } });
  const attributes = (labels: Record<string, string>) => Object.entries(labels).map(attribute);
  const resource = (labels: Record<string, string>, ...points: Record<string, string>[]) => ({
    resource: { attributes: attributes(labels) },
    scopeMetrics: [
      {
        metrics: [
          {
            name: 'http.requests',
            sum: {
              aggregationTemporality: 1,
              isMonotonic: true,
              dataPoints: points.map((own) => ({
                attributes: attributes(own),
                timeUnixNano: `${start}000000`,
                startTimeUnixNano: `${start - minute}000000`,
                asInt: '1',
              })),
            },
          },
        ],
      },
    ],
  });
  const metrics = (...resourceMetrics: object[]) => send('/v1/metrics', { resourceMetrics });
  const ours = { 'service.name': 'payment-api' };
  beforeEach(() => {
    sender = token({ sources: ['shop-otlp'], components: ['payment-api'], environments: ['production'] });
  });

  it('has points of others refused, with the reason, and its own kept', async () => {
    const { status, body } = await metrics(
      resource(ours, { code: '200' }),
      resource({ 'service.name': 'ledger' }, {}, {}),
      resource({}, {}),
      resource({ ...ours, 'deployment.environment.name': 'staging' }, {}),
      resource({ ...ours, 'deployment.environment': 'staging' }, {}),
    );
    expect(status).toBe(200);
    expect(body.partialSuccess).toMatchObject({
      rejectedDataPoints: '5',
      errorMessage: 'not_yours (5): component: this token may write payment-api',
    });
    const [source] = (await test.signals.sources(test.clock.now)).filter(({ name }) => name === 'shop-otlp');
    expect(source).toMatchObject({ accepted: 1, refused: 5, series: 1 });
  });

  it('cannot name another by the attributes of a point', async () => {
    const { body } = await metrics(
      resource(ours, { 'service.name': 'ledger' }, { 'deployment.environment.name': 'staging' }, ours),
    );
    expect(body.partialSuccess.rejectedDataPoints).toBe('2');
  });

  it('has history of others refused', async () => {
    const row = { metric: 'http.requests', at: start - minute, count: 1 };
    const refused = await send('/api/v1/import/counts', [{ ...row, labels: { 'service.name': 'ledger' } }]);
    expect(refused.body.rejected).toMatchObject([{ code: 'not_yours' }]);
    expect((await send('/api/v1/import/counts', [{ ...row, labels: ours }])).body.rows).toBe(1);
  });
});

describe('a batch is known by its token, source and key', () => {
  const keyed = { 'idempotency-key': 'batch-1' };

  it('so that a resend of the same token counts once, also after its secret changed, and that of another counts again', async () => {
    expect(await events([event()], keyed)).toMatchObject({ replayed: false, body: { accepted: 1 } });
    expect(await events([event()], keyed)).toMatchObject({ replayed: true, body: { accepted: 1 } });
    sender = token({ id: 't2' });
    expect(await events([event()], keyed)).toMatchObject({ replayed: false, body: { accepted: 1 } });
    sender = machine;
    const named = { ...keyed, 'waga-source': 'shop-events' };
    expect(await events([event()], named)).toMatchObject({ replayed: false, body: { accepted: 1 } });
    sender = token();
    expect(await events([event()], keyed)).toMatchObject({ replayed: true });
    expect(await completed()).toBe(3);
  });
});
