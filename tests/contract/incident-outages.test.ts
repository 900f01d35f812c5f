import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { rightsOf } from '../../src/features/access/rights.ts';
import type { Person } from '../../src/features/access/who.ts';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import type { RecordedOutage } from '../../src/features/criticality/observed/recorded-outage.ts';
import { objectiveQueries } from '../../src/features/objectives/queries.ts';
import { actOnOutage, correctOutage } from '../../src/features/outages/actions/outages.ts';
import { outageQueries } from '../../src/features/outages/queries/outages.ts';
import { businessSeries } from '../../src/features/signals/business-series.ts';
import { signalKinds } from '../../src/features/signals/kinds.ts';
import { act } from '../../src/features/unavailability/actions/incidents.ts';
import { saveIncident } from '../../src/features/unavailability/actions/save-incident.ts';
import { type Incident, moved } from '../../src/features/unavailability/incident.ts';
import { draftJob } from '../../src/features/unavailability/jobs/draft-outages.ts';
import { type LossJob, lossJob } from '../../src/features/unavailability/jobs/outage-losses.ts';
import { incidentQueries } from '../../src/features/unavailability/queries/incidents.ts';
import { noResponse } from '../../src/features/unavailability/response.ts';
import { day, hour, minute } from '../../src/maths/instants.ts';
import { seededRandom } from '../../src/maths/random.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import { emptyBatch, type Measurements } from '../../src/stores/measurements/measurements.ts';
import { describeOnRecords } from './records-engines.ts';

const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec:
  timeZone: UTC
  steps: [paid]
  kpi: paid
  value: {perEvent: "150.00", currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
  dependsOn: [{component: psp-api}]
---
apiVersion: waga/v1
kind: Component
metadata: {name: psp-api}
spec: {}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: psp}
spec: {components: [psp-api], contacts: [{name: Desk, email: desk@psp.example}]}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: psp-answers}
spec: {class: technical, component: psp-api, type: availability, metric: answers, bad: {status: "5*"}, objective: {atLeast: "0.9", overMinutes: 5}}
`;
const { documents } = readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...signalKinds]);
const catalog = { version: 1, appliedAt: 0, documents } as unknown as Catalog;
const onset = Date.parse('2026-11-18T10:15:00Z');
const at = (minutes: number): number => onset + minutes * minute;

/** 120 a minute; twelve minutes at 15, and 378 more than usual in the half hour after them. */
const historyFrom = onset - 40 * day;
const random = seededRandom(5);
const counts = Float64Array.from({ length: 42 * 1_440 }, (_, i) => {
  const from = (historyFrom + i * minute - onset) / minute;
  if (from >= 0 && from < 12) return random.poisson(15);
  return random.poisson(from >= 12 && from < 42 ? 120 + 378 / 30 : 120);
});

/** Three users fail in the outage; one is back an hour after it. */
function failures() {
  const batch = emptyBatch();
  const row = {
    process: 'payment',
    step: 'paid',
    environment: 'production',
    attributes: {},
    anonymous: 0,
    money: null,
  };
  batch.series = [businessSeries('events', { ...row, outcome: 'failed', count: 1 })[0]!.key];
  batch.counts = [{ series: 0, at: at(5), n: 3 }];
  const did = { process: 'payment', step: 'paid' };
  batch.people = [
    ...[1n, 2n, 3n].map((user) => ({ ...did, at: at(5), user, outcome: 'failed' })),
    { ...did, at: at(72), user: 2n, outcome: 'ok' },
  ];
  return batch;
}

/** A hundred answers a minute of the vendor: ten minutes in which 40 fail, of which the first two only 20. */
const technicalSignals = {
  indicatorSteps: () => Promise.reject(new Error('not asked')),
  async indicatorMinutes({ from, to }: { from: number; to: number }) {
    const minutes = Array.from({ length: (to - from) / minute }, (_, i) => (from + i * minute - onset) / minute);
    const bad = minutes.map((nth) => (nth < -1 || nth >= 9 ? 0 : nth < 1 ? 20 : 40));
    const good = Float64Array.from(bad, (n) => 100 - n);
    return { from, good, valid: new Float64Array(minutes.length).fill(100), notes: [] };
  },
};

const incidentOf = (more: Partial<Incident> = {}): Incident => ({
  ...{ id: 'inc-payment-1', kind: 'loss', process: 'payment', level: 'critical', days: ['workday'], side: null },
  ...{ state: 'open', class: 'P1', onset: at(1), detectedAt: at(2), endedAt: null, drops: ['payment-1'] },
  ...{ root: null, partOf: null },
  transitions: [{ at: at(2), from: null, to: 'open', reason: 'All of it is missing.', by: null }],
  ...more,
});

const anna: Person = {
  ...{ kind: 'person', id: 'id-anna', name: 'anna', displayName: 'Anna', roles: ['editor'] },
  ...{ rights: rightsOf(['editor']), money: 'all' },
};
const asking = { who: anna, address: '192.0.2.7' };

describeOnRecords('outages of incidents', (records) => {
  let now: number;
  let recorded: RecordedOutage[];
  let losses: LossJob;
  let measurements: Measurements;
  const folder = mkdtempSync(join(tmpdir(), 'waga-incident-outages-'));
  beforeAll(async () => {
    measurements = await openMeasurements({ directory: folder, threads: 1, memoryLimitMb: 256, now: () => now });
    await measurements.append(failures());
  });
  afterAll(async () => {
    await measurements.close();
    rmSync(folder, { recursive: true });
  });
  const deps = () => ({
    records: records(),
    now: () => now,
    catalog: { current: () => catalog },
    incidents: incidentQueries({ records: records() }),
    outages: outageQueries({ records: records() }),
  });
  const jobDeps = () => ({
    ...{ ...deps(), catalog: () => catalog, log: { warn: () => undefined }, measurements },
    config: { measurements: { peopleRetentionDays: 14 } },
    objectives: objectiveQueries({ records: records(), catalog: () => catalog, signals: technicalSignals }),
    impact: {
      drops: async () => [],
      eventValue: () => ({ kind: 'perEvent' as const, currency: 'PLN', minor: 15_000 }),
    },
    observed: { outages: () => recorded },
    signals: {
      async businessMinutes({ from, to }: { from: number; to: number }) {
        const window = new Float64Array((to - from) / minute).fill(Number.NaN);
        const first = (historyFrom - from) / minute;
        const known = counts.subarray(0, Math.min(counts.length, window.length - first));
        window.set(known, first);
        return { from, counts: window };
      },
      completeUntil: async () => now,
      ...technicalSignals,
    },
  });
  /** By a job that remembers nothing, as after a restart. */
  const draft = () => draftJob(jobDeps()).run(now);
  const measure = async () => {
    await losses.stop();
    losses = lossJob(jobDeps());
    await losses.run(now);
    await losses.settled();
  };
  const keep = async (incident: Incident): Promise<void> => {
    const version = (await deps().incidents.one(incident.id))?.version ?? 0;
    const kept = { incident, response: noResponse, version };
    expect(
      await records()
        .transaction()
        .execute((t) => saveIncident(t, kept, now)),
    ).toBe(true);
  };
  const outages = () => deps().outages.list();
  const trail = async () => {
    const rows = await records().selectFrom('ledger_trail').select('what').orderBy('line').execute();
    return rows.map(({ what }) => what);
  };
  /** In the order of the trail. */
  const reasons = async () => {
    const rows = await records().selectFrom('ledger_trail').select('reason').orderBy('line').execute();
    return rows.map(({ reason }) => reason);
  };
  beforeEach(() => {
    now = at(3);
    recorded = [];
    losses = lossJob(jobDeps());
  });
  afterEach(() => losses.stop());

  it('are drafted once, follow the incident, get the ends and the loss of the worked case, and lead to its report', async () => {
    await keep(incidentOf({ state: 'suspected', class: null }));
    await draft();
    expect(await outages()).toEqual([]);
    await keep(incidentOf());
    await draft();
    await draft();
    expect(await outages()).toMatchObject([
      { state: 'draft', detected: { from: at(1), to: null }, incident: 'inc-payment-1' },
    ]);
    expect(await trail()).toEqual(['drafted']);

    now = at(14);
    const over = { ...moved(incidentOf(), 'recovered', now, 'As expected again.'), endedAt: at(13) };
    await keep(over);
    await draft();
    await measure();
    expect(await trail()).toEqual(['drafted', 'measured']);
    now = at(40);
    await measure();
    const [preliminary] = await outages();
    expect(preliminary).toMatchObject({ refined: { from: at(0), to: at(12) }, detected: { from: at(1), to: at(13) } });
    expect(Number(preliminary!.share)).toBeCloseTo(0.875, 1);
    expect(preliminary!.loss).toMatchObject({ preliminary: true, recovered: null, net: null, until: at(12) + day });
    expect(preliminary!.loss!.gross).toMatchObject({ unit: 'PLN-minor', level: 0.9 });
    expect(preliminary!.loss!.gross!.value / 18_900_000).toBeCloseTo(1, 1);
    now = at(12) + day;
    await measure();
    await measure();
    const [final] = await outages();
    expect(final!.loss).toMatchObject({ preliminary: false, customers: 2 });
    // 378 of a whole day's payments do not stand out of chance: nothing is claimed to have come back
    const { gross, recovered, net } = final!.loss!;
    expect(recovered).toMatchObject({ value: 0, low: 0, text: { value: '0.00' } });
    expect(recovered!.high).toBeGreaterThan(56_700 * 100);
    expect(net).toEqual(gross);
    expect(await trail()).toEqual(['drafted', 'measured', 'measured', 'measured']);

    const any = { id: final!.id, ifRevision: undefined };
    await correctOutage(deps(), asking, any, { cause: 'Disk full', summary: 'No payment went through.' });
    await actOnOutage(deps(), asking, any, { act: 'report' });
    await draft();
    const { incident } = (await deps().incidents.one('inc-payment-1'))!;
    expect(incident.state).toBe('reported');
    expect(incident.transitions.at(-1)).toMatchObject({ reason: 'Its outage is reported in the ledger.', by: null });
  });

  it('are reckoned anew between the ends that a person set', async () => {
    now = at(12) + day;
    await keep({ ...moved(incidentOf(), 'recovered', now, 'As expected again.'), endedAt: at(13) });
    await draft();
    await measure();
    const [first] = await outages();
    const ends = { from: new Date(at(0)).toISOString(), to: new Date(at(6)).toISOString() };
    await correctOutage(deps(), asking, { id: first!.id, ifRevision: undefined }, { ends });
    expect((await outages())[0]!.loss).toBeNull();
    await measure();
    const [second] = await outages();
    expect(second).toMatchObject({ corrected: { from: at(0), to: at(6) }, refined: first!.refined });
    expect(second!.loss!.lost!.value).toBeLessThan(0.7 * first!.loss!.lost!.value);
  });

  it('become false positives when the incident is dismissed, unless people said what they are', async () => {
    for (const id of ['inc-payment-1', 'inc-payment-2']) {
      await keep(incidentOf({ id }));
    }
    await draft();
    const [touched] = await outages();
    await actOnOutage(deps(), asking, { id: touched!.id, ifRevision: undefined }, { act: 'confirm' });
    for (const id of ['inc-payment-1', 'inc-payment-2']) {
      await act(deps(), asking, id, { act: 'dismiss', reason: 'A test.' });
    }
    await draft();
    const after = new Map((await outages()).map((one) => [one.incident, one.kind]));
    const dismissed = touched!.incident === 'inc-payment-1' ? 'inc-payment-2' : 'inc-payment-1';
    expect(after.get(touched!.incident)).toBe('unplanned');
    expect(after.get(dismissed)).toBe('false-positive');
  });

  const technical = { component: 'psp-api', boundToCritical: true, mandatedBy: null, alarms: [] };
  const alarmIncident = () =>
    incidentOf({ id: 'inc-alarm', kind: 'technical', process: '', technical, class: null, drops: [] });

  it('are of the component where only alarms were seen, with the fault of its vendor; none is blind', async () => {
    await keep(alarmIncident());
    await keep(incidentOf({ id: 'inc-blind', kind: 'blind', class: null, drops: [] }));
    await keep(incidentOf({ root: { component: 'psp-api', score: 0.9, why: 'it failed' } }));
    await draft();
    const found = (await outages()).map(({ subject, fault, vendor, share }) => [subject.name, fault, vendor, share]);
    expect(found.sort()).toEqual([
      ['payment', 'vendor', 'psp', '1'],
      ['psp-api', 'vendor', 'psp', '1'],
    ]);
    const blamed = 'so the fault is taken for theirs until somebody says otherwise.';
    expect(await reasons()).toEqual([
      expect.stringMatching(new RegExp(`It comes from .*, ${blamed}$`)),
      expect.stringMatching(new RegExp(`Its probable root, .*, comes from .*, ${blamed}$`)),
    ]);
  });

  it('become a vendor’s with the reason, once its component is named as the root, and only where nobody said whose', async () => {
    for (const id of ['inc-payment-1', 'inc-payment-2']) await keep(incidentOf({ id }));
    await draft();
    const touched = (await outages()).find(({ incident }) => incident === 'inc-payment-2')!;
    await correctOutage(deps(), asking, { id: touched.id, ifRevision: undefined }, { fault: 'own', cause: 'Ours.' });
    const root = { component: 'psp-api', score: 0.9, why: 'it failed' };
    for (const id of ['inc-payment-1', 'inc-payment-2']) await keep(incidentOf({ id, root }));
    await draft();
    const after = new Map((await outages()).map((one) => [one.incident, [one.fault, one.vendor]]));
    expect([after.get('inc-payment-1'), after.get('inc-payment-2')]).toEqual([
      ['vendor', 'psp'],
      ['own', null],
    ]);
    expect((await reasons()).at(-1)).toMatch(/ Its probable root, .*, comes from /);
  });

  it('have the share that failed of a component while its alarm lasts, and its ends on the minutes once it is over', async () => {
    const alarm = { id: 'psp-1', component: 'psp-api', measure: 'psp-answers', started_at: at(1), ended_at: null };
    await records()
      .insertInto('alarms')
      .values({ ...alarm, updated_at: at(3) })
      .execute();
    const outage = async () => (await outages())[0]!;
    await keep(alarmIncident());
    await draft();
    expect((await outage()).share).toBe('1');
    await measure();
    expect(await outage()).toMatchObject({ share: '0.4', refined: null, loss: null });
    // what barely differs is not written, nor told again by the incident
    now = at(8);
    await draft();
    await measure();
    expect(await trail()).toEqual(['drafted', 'measured']);

    now = at(13);
    await records()
      .updateTable('alarms')
      .set({ ended_at: at(12) })
      .execute();
    await keep({ ...moved(alarmIncident(), 'recovered', now, 'Met again.'), endedAt: at(12) });
    await draft();
    await measure();
    const found = {
      share: '0.36',
      refined: { from: at(-1), to: at(9) },
      detected: { from: at(1), to: at(12) },
      loss: null,
    };
    expect(await outage()).toMatchObject(found);
    // what comes later of the hourly round changes nothing
    recorded = [{ component: 'psp-api', kind: 'down', failed: 0.9, from: at(-1), to: at(9) }];
    await draft();
    await measure();
    expect(await outage()).toMatchObject(found);
    expect(await trail()).toEqual(['drafted', 'measured', 'measured', 'measured']);
  });

  it('of a component whose alarms are not known keep what was seen', async () => {
    now = at(13);
    await keep({ ...moved(alarmIncident(), 'recovered', now, 'Met again.'), endedAt: at(12) });
    await draft();
    await measure();
    expect((await outages())[0]).toMatchObject({ share: '1', refined: null });
  });

  it('are not measured where nothing was measured, and asked about again only later', async () => {
    now = onset + 3 * hour;
    const late = { onset: onset - 50 * day, detectedAt: onset - 50 * day, endedAt: onset - 50 * day + hour };
    await keep({ ...moved(incidentOf(late), 'recovered', now, 'As expected again.'), endedAt: late.endedAt });
    await draft();
    await measure();
    expect((await outages())[0]).toMatchObject({ loss: null, refined: null });
  });
});
