import { beforeEach, describe, expect, it } from 'vitest';
import { rightsOf } from '../../src/features/access/rights.ts';
import type { Person } from '../../src/features/access/who.ts';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { dutyKinds } from '../../src/features/duty/kinds.ts';
import type { Drop, ProcessImpact } from '../../src/features/impact/contract.ts';
import type { Alarm } from '../../src/features/objectives/contract.ts';
import { outageQueries } from '../../src/features/outages/queries/outages.ts';
import { acknowledge, act, mute, takeStep } from '../../src/features/unavailability/actions/incidents.ts';
import { incidentJobs } from '../../src/features/unavailability/jobs.ts';
import { incidentShown, incidentsShown } from '../../src/features/unavailability/queries/incident-pages.ts';
import { incidentQueries } from '../../src/features/unavailability/queries/incidents.ts';
import type { Estimate } from '../../src/maths/estimate.ts';
import { minute, toRfc3339 } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';

const process = (name: string, level: string) => `apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec:
  level: ${level}
  timeZone: Europe/Warsaw
  steps: [paid]
  kpi: paid
  value: {perEvent: "150.00", currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
  dependsOn: [${name === 'payment' ? '{component: ledger}' : '{component: mailer, mode: soft, share: "0.5"}'}]
---
`;
const text = `${process('payment', 'critical')}${process('refund', 'standard')}apiVersion: waga/v1
kind: Component
metadata: {name: ledger, displayName: Ledger}
spec: {}
---
apiVersion: waga/v1
kind: Component
metadata: {name: mailer}
spec: {}
---
apiVersion: waga/v1
kind: Rotation
metadata: {name: pay}
spec:
  timeZone: Europe/Warsaw
  covers: {processes: [payment, refund]}
  layers: [{name: week, people: ["user:anna"], since: "2026-11-16T09:00", turn: 1w}]
  escalation: [{afterMinutes: 0, to: {onCall: true}}, {afterMinutes: 10, to: {person: "user:lead"}}]
  repeats: 0
`;
const { documents } = readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...dutyKinds]);
const rotation = documents.find(({ kind }) => kind === 'Rotation')!;
(rotation.spec as { channels: string[] }).channels = ['slack'];
const catalog = { version: 1, appliedAt: 0, documents } as unknown as Catalog;

/** Sunday, three in the morning in Warsaw. */
const start = Date.parse('2026-11-22T02:00:00Z');
const at = (minutes: number): number => start + minutes * minute;
const estimate = (value: number, unit: string): Estimate => ({
  ...{ value, unit, low: 0.9 * value, high: 1.1 * value, level: 0.9, method: 'test', basis: {}, grade: 'observed' },
  ...{ version: 'test-1', completeness: 1 },
});

const dropOf = (name: string, share: number, reached: Drop['class'], endedAt: number | null = null): Drop => ({
  id: `${name}-1`,
  process: name,
  onset: toRfc3339(at(-6)),
  detectedAt: toRfc3339(at(0)),
  endedAt: endedAt === null ? null : toRfc3339(endedAt),
  class: reached,
  level: 'critical',
  impactShare: estimate(share, 'share'),
  lost: estimate(100 * share, 'events'),
  money: {
    ...estimate(1_500_000 * share, 'PLN-minor'),
    text: { value: '3750.00', low: '3375.00', high: '4125.00' },
  },
});

const impactOf = (name: string, drop: Drop | null, state: ProcessImpact['state'] = 'losing'): ProcessImpact => ({
  ...{ process: name, asOf: toRfc3339(at(0)), state: drop?.endedAt === null ? state : 'ok', notes: [], step: 'paid' },
  window: { from: toRfc3339(at(-5)), to: toRfc3339(at(0)), minutes: 5, fromOnset: false },
  ...{ actual: 45, expected: estimate(60, 'events'), impactShare: drop?.impactShare ?? null },
  class: drop?.endedAt === null ? drop.class : null,
  ...{ lossPerHour: drop?.money ?? null, drop: drop?.endedAt === null ? drop : null },
  ...{ conversion: null, valuePerEvent: null },
});

const anna: Person = {
  ...{ kind: 'person', id: 'id-anna', name: 'anna', displayName: 'Anna', roles: ['on-call'] },
  ...{ rights: rightsOf(['on-call']), money: 'all' },
};
const asking = { who: anna, address: '192.0.2.7' };

describeOnRecords('incidents', (records) => {
  let now: number;
  let drops: Drop[];
  let impacts: ProcessImpact[];
  let alarms: Alarm[];
  const impact = {
    current: () => impacts,
    curve: () => Promise.reject(new Error('no component of this catalogue is measured')),
    drops: async ({ process: only }: { process?: string | undefined }) =>
      drops.filter((drop) => only === undefined || drop.process === only),
  };
  const deps = () => ({
    records: records(),
    now: () => now,
    catalog: { current: () => catalog },
    impact,
    incidents: incidentQueries({ records: records() }),
    outages: outageQueries({ records: records() }),
    objectives: { alarms: async () => alarms },
  });
  const job = () =>
    incidentJobs({
      ...deps(),
      catalog: () => catalog,
      log: { warn: () => undefined },
      signals: {
        businessMinutes: async ({ from }) => ({ from, counts: new Float64Array(0) }),
        conversion: async () => null,
        dependencies: async () => [],
        indicatorMinutes: async ({ from }) => ({
          from,
          good: new Float64Array(0),
          valid: new Float64Array(0),
          notes: [],
        }),
      },
      notifications: { wake: () => undefined },
      origin: () => 'https://waga.example',
    })[0]!;
  /** One tick; every tick is taken by a job that remembers nothing, as after a restart. */
  const tick = async (minutes: number, ...present: Drop[]): Promise<void> => {
    now = at(minutes);
    drops = present;
    impacts = ['payment', 'refund'].map((name) => impactOf(name, present.find((one) => one.process === name) ?? null));
    await job().run(now);
  };
  const messages = async (): Promise<string[]> => {
    const rows = await records().selectFrom('outbox').selectAll().orderBy('created_at').orderBy('id').execute();
    return rows.map(({ message }) => {
      const { kind, title, sequence } = JSON.parse(message);
      return `${sequence} ${kind}: ${title}`;
    });
  };
  const shown = (id: string) => incidentShown(deps(), id, anna);
  beforeEach(() => {
    now = start;
    drops = [];
    impacts = [];
    alarms = [];
  });

  it('pages at three on Sunday for a quarter of a critical process, and makes a ticket of the same on a standard one', async () => {
    await tick(0, dropOf('payment', 0.25, 'P2'), dropOf('refund', 0.25, 'P2'));
    expect(await messages()).toEqual(['1 page: P2 payment: 25 % of the business result is missing']);
    const { incidents } = await incidentsShown(deps(), { limit: 50 }, 'all');
    expect(incidents.map(({ process: name, route }) => `${name} ${route?.way} ${route?.name} ${route?.from}`)).toEqual([
      'refund ticket P3 2026-11-23T08:00:00Z',
      'payment page P2 2026-11-22T02:00:00Z',
    ]);
    expect(await shown('inc-payment-1')).toMatchObject({
      verdict: { leave: { value: 375_000, unit: 'PLN-minor' }, banner: null, proposed: 'banner', by: 'class' },
    });
    expect(await incidentShown(deps(), 'inc-payment-1', { ...anna, money: [] })).toMatchObject({
      verdict: { leave: null, proposed: 'banner' },
    });
    const [row] = await records().selectFrom('outbox').select('message').execute();
    expect(JSON.parse(row!.message)).toMatchObject({
      key: 'inc-payment-1',
      link: 'https://waga.example/incidents/inc-payment-1',
      severity: 'error',
      lines: expect.arrayContaining([
        { label: 'Called', text: 'user:anna' },
        { label: 'Impact', text: '25 % (23–28 %) of the expected business result is missing, in 5 minutes' },
        { label: 'Actual', text: '45 of 60 (54–66) expected' },
        { label: 'Loss per hour', text: '3750.00 PLN (3375.00–4125.00)', money: true },
        { label: 'Proposed', text: expect.stringMatching(/^A banner, by its class P2 alone/) },
      ]),
    });
  });

  it('goes up to P1, calls the next one, is acknowledged once, and tells that it is over', async () => {
    await tick(0, dropOf('payment', 0.25, 'P2'));
    await tick(3, dropOf('payment', 0.45, 'P1'));
    await tick(4, dropOf('payment', 0.45, 'P1'));
    await tick(10, dropOf('payment', 0.45, 'P1'));
    await acknowledge(deps(), asking, 'inc-payment-1');
    await expect(acknowledge(deps(), asking, 'inc-payment-1')).rejects.toMatchObject({ code: 'conflict' });
    await tick(60, dropOf('payment', 0.45, 'P1'));
    await tick(70, dropOf('payment', 0.45, 'P1', at(66)));
    await tick(71, dropOf('payment', 0.45, 'P1', at(66)));
    expect(await messages()).toEqual([
      '1 page: P2 payment: 25 % of the business result is missing',
      '2 update: P1 payment: 45 % of the business result is missing',
      '3 page: P1 payment: 45 % of the business result is missing',
      '4 update: P1 payment: 45 % of the business result is missing',
      '5 closing: P1 payment: as expected again',
    ]);
    expect(await shown('inc-payment-1')).toMatchObject({
      state: 'recovered',
      class: 'P1',
      acknowledged: { by: 'Anna' },
      route: { called: 'user:lead', name: 'P1' },
      may: ['dismiss', 'step', 'reopen', 'report'],
      transitions: [
        { to: 'suspected' },
        { to: 'open' },
        { to: 'open', reason: expect.stringContaining('P1 now') },
        { to: 'recovered' },
      ],
    });
  });

  it('keeps what people do, with the audit log, and leaves what they closed', async () => {
    await tick(0, dropOf('payment', 0.25, 'P2'));
    await takeStep(deps(), asking, 'inc-payment-1', { step: 'business', note: 'all shops' });
    await mute(deps(), asking, 'inc-payment-1', { until: toRfc3339(at(30)), reason: 'the vendor works on it' });
    await act(deps(), asking, 'inc-payment-1', { act: 'dismiss', reason: 'a test of the vendor' });
    await expect(act(deps(), asking, 'inc-payment-1', { act: 'review' })).rejects.toMatchObject({ code: 'conflict' });
    await tick(20, dropOf('payment', 0.25, 'P2'));
    expect(await shown('inc-payment-1')).toMatchObject({
      state: 'dismissed',
      steps: [{ step: 'business', note: 'all shops', by: 'Anna' }],
      muted: { reason: 'the vendor works on it' },
    });
    const audit = await records().selectFrom('audit').select('action').orderBy('id').execute();
    expect(audit.map(({ action }) => action)).toEqual(['incident.step', 'incident.mute', 'incident.dismiss']);
    await expect(act(deps(), asking, 'inc-none', { act: 'report' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('pages a critical process that cannot be seen for three minutes, without money, and tells when it is seen again', async () => {
    const one = job();
    for (const minutes of [0, 1, 2, 3, 4]) {
      now = at(minutes);
      impacts = [{ ...impactOf('payment', null), state: 'unknown', actual: null, expected: null, impactShare: null }];
      await one.run(now);
    }
    expect(await messages()).toEqual(['1 blind: payment cannot be seen']);
    impacts = [impactOf('payment', null)];
    await one.run(at(9));
    expect((await messages()).at(-1)).toBe('2 closing: payment is seen again');
    const { incidents } = await incidentsShown(deps(), { limit: 50 }, 'all');
    expect(incidents[0]).toMatchObject({ kind: 'blind', money: null, route: { name: 'blind' } });
  });

  it('pages for alarms of what a critical process cannot do without, and tells those beneath a loss with it', async () => {
    const alarm = (component: string, from: number, to: number | null = null): Alarm => ({
      ...{ id: `${component}-errors@${from}`, component, measure: `${component}-errors` },
      ...{ startedAt: toRfc3339(at(from)), endedAt: to === null ? null : toRfc3339(at(to)) },
    });
    alarms = [alarm('ledger', 0), alarm('mailer', 0)];
    await tick(1);
    await tick(3);
    expect(await messages()).toEqual(['1 page: Ledger misses ledger-errors']);
    await tick(5, dropOf('payment', 0.45, 'P1'));
    await tick(6, dropOf('payment', 0.45, 'P1'));
    alarms = [alarm('ledger', 0, 30), alarm('mailer', 0, 30)];
    await tick(36, dropOf('payment', 0.45, 'P1', at(30)));
    const { incidents } = await incidentsShown(deps(), { limit: 50 }, 'all');
    expect(
      incidents.map(({ processName, kind, state, partOf, component }) => [processName, kind, state, partOf, component]),
    ).toEqual([
      ['mailer', 'technical', 'recovered', null, 'mailer'],
      ['Ledger', 'technical', 'recovered', 'inc-payment-1', 'ledger'],
      ['payment', 'loss', 'recovered', null, undefined],
    ]);
    expect(await shown('inc-payment-1')).toMatchObject({
      alarms: [{ component: 'ledger', measure: 'ledger-errors', endedAt: toRfc3339(at(30)) }],
      parts: [{ processName: 'Ledger' }],
    });
    const [, page] = await records().selectFrom('outbox').select('message').orderBy('created_at').execute();
    expect(JSON.parse(page!.message).lines).toContainEqual({ label: 'Alarms beneath', text: 'ledger-errors' });
    expect((await messages()).sort()).toEqual([
      '1 page: Ledger misses ledger-errors',
      '1 page: P1 payment: 45 % of the business result is missing',
      '2 closing: Ledger: objectives are met again',
      '2 closing: P1 payment: as expected again',
    ]);
  });

  it('lists in pages, and hides money from whom it is not shown', async () => {
    await tick(0, dropOf('payment', 0.25, 'P2'), dropOf('refund', 0.25, 'P2'));
    const first = await incidentsShown(deps(), { limit: 1 }, []);
    expect(first).toMatchObject({ moneyHidden: true, incidents: [{ process: 'refund', money: null }] });
    const second = await incidentsShown(deps(), { limit: 1, cursor: first.next! }, 'all');
    expect(second).toMatchObject({ next: null, incidents: [{ process: 'payment', money: { value: 375_000 } }] });
    await expect(incidentsShown(deps(), { limit: 1, cursor: 'x' }, [])).rejects.toMatchObject({ code: 'bad_input' });
  });

  describe('two at once', () => {
    it('takes an acknowledgement that a tick came across', async () => {
      await tick(0, dropOf('payment', 0.25, 'P2'));
      await Promise.all([acknowledge(deps(), asking, 'inc-payment-1'), tick(3, dropOf('payment', 0.45, 'P1'))]);
      await tick(4, dropOf('payment', 0.45, 'P1'));
      expect(await shown('inc-payment-1')).toMatchObject({ class: 'P1', acknowledged: { by: 'Anna' } });
    });
  });
});
