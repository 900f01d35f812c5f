import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Estimate } from '../../maths/estimate.ts';
import { hour, type Interval, minute, toRfc3339 } from '../../maths/instants.ts';
import { guardRoutes } from '../../server/guard.ts';
import { createHttp } from '../../server/http.ts';
import { openRecords, type Records } from '../../stores/records/open.ts';
import { type Machine, machine } from '../access/who.ts';
import { type Catalog, emptyCatalog } from '../catalog/catalog.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import type { Drop, ProcessImpact } from '../impact/contract.ts';
import type { ComponentHealth } from '../objectives/contract.ts';
import { objectiveQueries } from '../objectives/queries.ts';
import { signalKinds } from '../signals/kinds.ts';
import { BalanceMatrix, BalanceNow } from './contract.ts';
import { balanceJobs } from './jobs.ts';
import { balanceQueries } from './queries.ts';
import { balanceRoutes } from './routes.ts';
import { SearchAnswer } from './search-contract.ts';

const now = Date.parse('2026-11-20T12:00:20Z');
const at = (text: string) => Date.parse(`2026-11-20T${text}:00Z`);
const text = `
apiVersion: waga/v1
kind: Component
metadata: {name: payment-api, displayName: Payment API}
spec: {level: critical, type: service, dependsOn: [{component: ledger-db}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: ledger-db}
spec: {}
---
apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec:
  timeZone: Europe/Warsaw
  steps: [started, completed]
  kpi: completed
  value: {from: event, currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
  dependsOn: [{component: payment-api}]
`;

const money = (value: number, unit = 'PLN-minor'): Estimate => ({
  value,
  unit,
  low: value - 100,
  high: value + 100,
  level: 0.9,
  method: 'expected less actual',
  basis: {},
  grade: 'observed',
  version: '1',
  completeness: 1,
});
const drop: Drop = {
  id: 'd1',
  process: 'payment',
  onset: '2026-11-20T11:50:00Z',
  detectedAt: '2026-11-20T11:51:00Z',
  endedAt: null,
  class: 'P1',
  level: 'critical',
  impactShare: { ...money(0), value: 0.875, unit: 'share', low: 0.8, high: 0.9 },
  lost: { ...money(0), unit: 'events' },
  money: money(10_000),
};
const losing: ProcessImpact = {
  process: 'payment',
  asOf: '2026-11-20T12:00:00Z',
  state: 'losing',
  notes: [],
  step: 'completed',
  window: { from: '2026-11-20T11:50:00Z', to: '2026-11-20T12:00:00Z', minutes: 10, fromOnset: true },
  actual: 150,
  expected: { ...money(0), unit: 'events' },
  impactShare: drop.impactShare,
  class: 'P1',
  lossPerHour: money(60_000, 'PLN-minor/h'),
  drop,
  conversion: null,
  valuePerEvent: null,
};

describe('the balance over HTTP', () => {
  let directory: string;
  let store: Records;
  let app: Awaited<ReturnType<typeof createHttp>>;
  let job: ReturnType<typeof balanceJobs>[number];
  let objectives: ReturnType<typeof objectiveQueries>;
  let catalog: Catalog;
  let curves = 0;
  let curveBroken = false;
  let shown: Machine['money'] = 'all';

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'balance-'));
    store = await openRecords({ file: join(directory, 'records.db') });
    const { documents } = readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...signalKinds]);
    catalog = { version: 1, appliedAt: 0, documents };
    curves = 0;
    curveBroken = false;
    shown = 'all';
    const signals = {
      async businessMinutes({ from, to }: Interval) {
        // The first of two hours is not measured.
        const counts = Array.from({ length: (to - from) / minute }, (_, index) =>
          from + index * minute < at('11:00') ? Number.NaN : 1,
        );
        return { from, counts: Float64Array.from(counts) };
      },
      indicatorSteps: () => Promise.reject(new Error('not asked')),
      indicatorMinutes: async () => ({ from: 0, good: new Float64Array(), valid: new Float64Array(), notes: [] }),
      sources: async () => [
        {
          name: 'default',
          type: 'otlp',
          state: 'alive' as const,
          completeUntil: '2026-11-20T12:00:00Z',
          lastArrival: '2026-11-20T12:00:10Z',
          series: 3,
          seriesLimit: 5_000,
          accepted: 7,
          refused: 0,
        },
      ],
    };
    const impact = {
      current: () => [losing],
      async curve(process: string, from: number, to: number) {
        curves++;
        if (curveBroken) throw new Error('disk');
        const points = Array.from({ length: (to - from) / minute }, () => 10);
        const line = { expected: points, low: points, high: points, level: 0.9, method: 'm' };
        return { process, step: 'completed', from: toRfc3339(from), stepMinutes: 1, actual: points, ...line };
      },
      drops: async () => [drop],
    };
    objectives = objectiveQueries({ records: store.db, catalog: () => catalog, signals });
    const deps = { environment: 'production', catalog: () => catalog, signals, impact, objectives };
    const balance = balanceQueries(deps);
    job = balanceJobs({ ...deps, balance })[0]!;
    app = await createHttp({ log: pino({ level: 'silent' }), maxBodyBytes: 1_000 });
    guardRoutes(app, async () => ({ ...machine, money: shown }));
    balanceRoutes(app, {
      now: () => now,
      balance,
      catalog: { current: () => catalog },
      people: { people: async () => [{ name: 'piotr', displayName: 'Piotr Żółw' }] },
    });
    await app.ready();
  });
  afterEach(async () => {
    await app.close();
    await store.close();
    rmSync(directory, { recursive: true });
  });
  const getNow = async () => BalanceNow.parse((await app.inject('/api/v1/balance')).json());
  const getMatrix = (query = '') => app.inject(`/api/v1/balance/matrix${query}`);
  const health = (state: ComponentHealth['state']): ComponentHealth[] => [
    { component: 'payment-api', asOf: toRfc3339(now), state: 'ok', indicators: [] },
    { component: 'ledger-db', asOf: toRfc3339(now), state, indicators: [] },
  ];

  it('answers a valid empty state before the first tick', async () => {
    expect(await getNow()).toMatchObject({ processes: [], components: [], losing: [], verdict: 'unknown', tilt: 0 });
  });

  it('answers what the last tick composed', async () => {
    objectives.keep(health('alarm'));
    await job.run(now);
    const answer = await getNow();
    expect(answer).toMatchObject({
      asOf: '2026-11-20T12:00:20Z',
      environment: 'production',
      verdict: 'agree-alarm',
      tilt: 0.875,
      losing: [{ unit: 'PLN-minor/h', value: 60_000 }],
      sources: [{ name: 'default' }],
    });
    expect(answer.processes[0]).toMatchObject({
      name: 'payment',
      displayName: 'Payment',
      product: null,
      level: null,
      currency: 'PLN',
      components: ['payment-api', 'ledger-db'],
      sources: ['default'],
      impact: { state: 'losing' },
      recent: { from: '2026-11-20T11:00:00Z' },
    });
    expect(answer.processes[0]!.recent.actual).toHaveLength(60);
    expect(answer.components).toMatchObject([
      { name: 'payment-api', displayName: 'Payment API', level: 'critical', type: 'service', processes: ['payment'] },
      { name: 'ledger-db', level: null, type: null, processes: ['payment'], health: { state: 'alarm' } },
    ]);
  });

  it('reads the last hour again only when a minute passed', async () => {
    await job.run(now);
    await job.run(now + 5_000);
    expect(curves).toBe(1);
    await job.run(now + minute);
    expect(curves).toBe(2);
  });

  it('keeps the rest when an hour cannot be read, and fails so that it is reported', async () => {
    curveBroken = true;
    await expect(job.run(now)).rejects.toThrow('disk');
    const [process] = (await getNow()).processes;
    expect(process!.recent.actual).toEqual(Array.from({ length: 60 }, () => null));
    expect(process!.impact.state).toBe('losing');
  });

  it('answers the 2×2 with alarms from the records', async () => {
    const alarm = { component: 'ledger-db', measure: 'technical_database_ledger-db_latency', updated_at: now };
    await store.db
      .insertInto('alarms')
      .values([
        { ...alarm, id: 'a1', started_at: at('11:30'), ended_at: at('11:40') },
        { ...alarm, id: 'a2', started_at: at('11:54'), ended_at: null },
      ])
      .execute();
    const answer = await getMatrix('?from=2026-11-20T10:00:00Z&to=2026-11-20T13:00:00Z&process=payment');
    expect(answer.statusCode).toBe(200);
    const matrix = BalanceMatrix.parse(answer.json());
    expect(matrix).toMatchObject({
      from: '2026-11-20T10:00:00Z',
      to: '2026-11-20T12:00:00Z',
      process: 'payment',
      unknownMinutes: 60,
      cells: {
        alarmAndDrop: { minutes: 6, money: [{ value: 6_000 }] },
        alarmNoDrop: { minutes: 10, money: [] },
        dropNoAlarm: { minutes: 4, money: [{ value: 4_000 }] },
        neither: { minutes: 40 },
      },
      drops: [{ id: 'd1' }],
      alarms: [
        { id: expect.stringContaining('11:54'), processes: ['payment'], duringDrop: true },
        { id: expect.stringContaining('11:30'), processes: ['payment'], duringDrop: false },
      ],
    });
    expect(BalanceMatrix.parse((await getMatrix()).json()).from).toBe(toRfc3339(at('12:00') - 24 * hour));
  });

  it('answers no money of a product that is not shown to who asks, and says so', async () => {
    await job.run(now);
    const query = '?from=2026-11-20T10:00:00Z&to=2026-11-20T13:00:00Z';
    const whole = [await getNow(), (await getMatrix(query)).json()];
    expect(JSON.stringify(whole)).toContain('PLN-minor/h');
    expect(JSON.stringify(whole)).not.toContain('moneyHidden');
    shown = ['another'];
    const answers = [await getNow(), BalanceMatrix.parse((await getMatrix(query)).json())] as const;
    expect(JSON.stringify(answers)).not.toContain('minor');
    expect(answers).toMatchObject([
      { moneyHidden: true, losing: [], processes: [{ impact: { state: 'losing', moneyHidden: true } }] },
      { moneyHidden: true, cells: { dropNoAlarm: { minutes: 10, money: [] } }, drops: [{ money: null }] },
    ]);
  });

  it.each([
    ['?process=paymnet', 404, 'not_found', 'did you mean payment?'],
    ['?from=2026-11-20T12:00:10Z', 400, 'bad_input', 'No whole minute'],
    ['?from=2026-11-20T12:00:00Z&to=2026-11-20T11:00:00Z', 400, 'bad_input', 'from < to'],
    ['?from=2026-08-01T00:00:00Z', 400, 'bad_input', '92 days'],
    ['?from=2026-11-20', 400, 'bad_input', 'from'],
  ])('refuses %s', async (query, status, code, detail) => {
    const answer = await getMatrix(query);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code, detail: expect.stringContaining(detail) });
  });

  it('finds by name what the catalogue holds, and people for those who look after them', async () => {
    const search = async (q: string) => SearchAnswer.parse((await app.inject(`/api/v1/search?q=${q}`)).json()).hits;
    expect(await search('payment')).toMatchObject([
      { kind: 'process', score: 5 },
      { kind: 'component', score: 4 },
    ]);
    expect(await search('zolw')).toMatchObject([{ kind: 'person', name: 'piotr' }]);
    expect(await search('')).toEqual([]);
  });

  it('answers an empty 2×2 for an empty catalogue', async () => {
    catalog = emptyCatalog;
    const matrix = BalanceMatrix.parse((await getMatrix()).json());
    expect([matrix.cells.neither.minutes, matrix.unknownMinutes]).toEqual([0, 0]);
  });
});
