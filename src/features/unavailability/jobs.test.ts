import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Estimate } from '../../maths/estimate.ts';
import { type Interval, minute, toRfc3339 } from '../../maths/instants.ts';
import { seededRandom } from '../../maths/random.ts';
import { openRecords, type Records } from '../../stores/records/open.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import type { Drop, ImpactCurve, ProcessImpact } from '../impact/contract.ts';
import { signalKinds } from '../signals/kinds.ts';
import { incidentJobs } from './jobs.ts';
import { incidentQueries } from './queries/incidents.ts';

const process = (name: string) => `apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec:
  level: critical
  timeZone: UTC
  steps: [started, paid]
  kpi: paid
  thresholds: {partial: "0.20", total: "0.40"}
  runbook: https://wiki.example.com/${name}
  dependsOn: [{component: gateway}]
`;
const component = (name: string, dependsOn = '[]') => `apiVersion: waga/v1
kind: Component
metadata: {name: ${name}}
spec: {dependsOn: ${dependsOn}}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: errors-of-${name}}
spec: {class: technical, component: ${name}, type: availability, metric: requests, bad: {status: "5*"}, objective: {atLeast: "0.9"}}
`;
const text = [
  ...[process('payment'), process('refund')],
  ...[component('gateway', '[{component: db}, {component: search}]'), component('db'), component('search')],
  'apiVersion: waga/v1\nkind: Vendor\nmetadata: {name: dbs}\nspec: {components: [db], contacts: [{name: Desk, phone: "+48 22 555"}]}\n',
  'apiVersion: waga/v1\nkind: Source\nmetadata: {name: default}\nspec: {type: otlp, components: [gateway, db, search]}\n',
].join('---\n');
const { documents, findings } = readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...signalKinds]);
const catalog = { version: 1, appliedAt: 0, documents };

const onset = Date.parse('2026-11-18T10:00:00Z');
const estimate = (value: number, unit: string): Estimate => ({
  ...{ value, unit, low: 0.92 * value, high: 1.08 * value, level: 0.9, method: 'test', basis: {}, grade: 'observed' },
  ...{ version: 'test-1', completeness: 1 },
});

/** Three fifths are missing from the onset on, because `ill` answers wrongly. */
function world(ill: 'db' | null, fewerStart: boolean) {
  const minutesOf = ({ from, to }: Interval, of: (at: number, random: ReturnType<typeof seededRandom>) => number) =>
    Float64Array.from({ length: (to - from) / minute }, (_, i) => {
      const at = from + i * minute;
      return of(at, seededRandom(at / minute));
    });
  const left = (at: number): number => (at >= onset ? 0.4 : 1);
  const events = (step: string) => (at: number) =>
    Math.round((step === 'paid' ? 80 : 100) * (step === 'paid' || fewerStart ? left(at) : 1));
  const sum = (counts: Float64Array): number => counts.reduce((a, b) => a + b, 0);
  const drops: Drop[] = ['payment', 'refund'].map((name) => ({
    ...{ id: `${name}-1`, process: name, onset: toRfc3339(onset), detectedAt: toRfc3339(onset + 2 * minute) },
    ...{
      endedAt: null,
      class: 'P1',
      level: 'critical',
      impactShare: estimate(0.6, 'share'),
      lost: estimate(240, 'events'),
    },
    money: null,
  }));
  let asked = 0;
  const now = onset + 6 * minute;
  const impacts = drops.map(
    (drop): ProcessImpact => ({
      ...{ process: drop.process, asOf: toRfc3339(now), state: 'losing', notes: [], step: 'paid', drop, class: 'P1' },
      window: { from: toRfc3339(onset), to: toRfc3339(now), minutes: 6, fromOnset: true },
      ...{ actual: 192, expected: estimate(480, 'events'), impactShare: drop.impactShare },
      ...{ lossPerHour: null, conversion: null, valuePerEvent: null },
    }),
  );
  return {
    now,
    asked: () => asked,
    impact: {
      current: () => impacts,
      drops: async () => drops,
      curve: async (name: string, from: number, to: number): Promise<ImpactCurve> => ({
        ...{
          process: name,
          step: 'paid',
          from: toRfc3339(from),
          stepMinutes: 1,
          level: 0.9,
          method: 'test',
          low: [],
          high: [],
        },
        actual: [...minutesOf({ from, to }, (at, random) => random.poisson(80 * left(at)))],
        expected: [...minutesOf({ from, to }, () => 80)],
      }),
    },
    signals: {
      businessMinutes: async ({ step, from, to }: { step: string } & Interval) => ({
        from,
        counts: minutesOf({ from, to }, events(step)),
      }),
      conversion: async ({ started, finished, ...period }: { started: string; finished: string } & Interval) => ({
        started: sum(minutesOf(period, events(started))),
        finished: sum(minutesOf(period, events(finished))),
        counted: 'users' as const,
      }),
      dependencies: async () => [],
      indicatorMinutes: async ({ measure, from, to }: { measure: string } & Interval) => {
        asked += 1;
        const isIll = measure === `errors-of-${ill}` || (ill !== null && measure === 'errors-of-gateway');
        const valid = minutesOf({ from, to }, () => 200);
        const failing = (at: number) => (isIll && at >= onset ? (measure === 'errors-of-db' ? 0.8 : 0.55) : 0.01);
        const good = minutesOf({ from, to }, (at, random) => 200 - Math.min(200, random.poisson(200 * failing(at))));
        return { from, good, valid, notes: [] };
      },
    },
  };
}

describe('the job of incidents', () => {
  let records: Records;
  beforeEach(async () => {
    records = await openRecords({ file: ':memory:' });
  });
  afterEach(() => records.close());

  const jobOf = (seen: Pick<ReturnType<typeof world>, 'impact' | 'signals'>, warned: object[] = []) =>
    incidentJobs({
      ...{ records: records.db, catalog: () => catalog, ...seen, incidents: incidentQueries({ records: records.db }) },
      objectives: { alarms: async () => [] },
      outages: { list: async () => [] },
      notifications: { wake: () => undefined },
      log: { warn: (fields) => warned.push(fields) },
      origin: () => 'https://waga.example',
    })[0]!;
  const kept = async (now: number) =>
    (await incidentQueries({ records: records.db }).ofConcern(now)).map(({ incident }) => incident);

  it('is read from a catalogue without mistakes', () => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('names the component behind two drops, makes them one, and tells which side loses', async () => {
    const seen = world('db', false);
    const job = jobOf(seen);
    await job.run(seen.now);
    const [payment, refund] = await kept(seen.now);
    expect(payment).toMatchObject({ side: 'supply', partOf: null, root: { component: 'db' } });
    expect(refund).toMatchObject({ side: 'supply', partOf: payment!.id, root: { component: 'db' } });
    const rows = await records.db.selectFrom('outbox').select('message').execute();
    expect(rows.map(({ message }) => JSON.parse(message).key)).toEqual([payment!.id]);
    expect(JSON.parse(rows[0]!.message).lines).toContainEqual({
      label: 'Probable component',
      text: expect.stringMatching(/^db: /),
    });
    expect(JSON.parse(rows[0]!.message).lines).toContainEqual({ label: 'Vendor', text: 'dbs: Desk (+48 22 555)' });
    expect(JSON.parse(rows[0]!.message).runbook).toBe('https://wiki.example.com/payment');
    const once = seen.asked();
    await job.run(seen.now + 10_000);
    expect(seen.asked(), 'within the same minute').toBe(once);
    await job.run(seen.now + 60_000);
    expect(seen.asked()).toBe(2 * once);
  });

  it('joins nothing by the gateway that both stand on when no measure shows a root', async () => {
    const seen = world(null, true);
    await jobOf(seen).run(seen.now);
    expect((await kept(seen.now)).map(({ side, root, partOf }) => ({ side, root, partOf }))).toEqual([
      { side: 'demand', root: null, partOf: null },
      { side: 'demand', root: null, partOf: null },
    ]);
  });

  it('calls all the same when what is behind cannot be read', async () => {
    const seen = world('db', false);
    const warned: object[] = [];
    const broken = { ...seen.impact, curve: () => Promise.reject(new Error('the store is busy')) };
    await jobOf({ ...seen, impact: broken }, warned).run(seen.now);
    expect(warned).toHaveLength(2);
    expect((await records.db.selectFrom('outbox').select('id').execute()).length).toBe(2);
  });
});
