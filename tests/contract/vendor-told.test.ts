import { beforeEach, expect, it } from 'vitest';
import type { MoneyView } from '../../src/features/access/money-view.ts';
import { rightsOf } from '../../src/features/access/rights.ts';
import type { Person } from '../../src/features/access/who.ts';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { keepTold } from '../../src/features/outages/actions/keep-told.ts';
import { correctOutage } from '../../src/features/outages/actions/outages.ts';
import { planJob } from '../../src/features/outages/jobs/plan-maintenance.ts';
import { endsOf } from '../../src/features/outages/outage.ts';
import { outageQueries } from '../../src/features/outages/queries/outages.ts';
import { windowsTold } from '../../src/features/outages/queries/vendor-told.ts';
import type { Told } from '../../src/features/outages/told/told.ts';
import { saveIncident } from '../../src/features/unavailability/actions/save-incident.ts';
import { type Incident, moved } from '../../src/features/unavailability/incident.ts';
import { draftJob } from '../../src/features/unavailability/jobs/draft-outages.ts';
import { incidentQueries } from '../../src/features/unavailability/queries/incidents.ts';
import { incidentVendors, vendorShown, vendorsShown } from '../../src/features/unavailability/queries/vendor-pages.ts';
import { vendorQueries } from '../../src/features/unavailability/queries/vendors.ts';
import { noResponse } from '../../src/features/unavailability/response.ts';
import { day, hour, minute, toRfc3339 } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';

const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec: {product: pay, timeZone: UTC, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: psp}, {component: own-db}]}
---
apiVersion: waga/v1
kind: Product
metadata: {name: pay}
spec: {}
---
apiVersion: waga/v1
kind: Component
metadata: {name: psp, displayName: Card payments}
spec: {}
---
apiVersion: waga/v1
kind: Component
metadata: {name: own-db}
spec: {}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: payfast, displayName: PayFast}
spec:
  components: [psp]
  contacts: [{name: Desk, phone: "+48 22 123 45 67"}]
  statusPage: {url: "https://status.payfast.example.com", components: {Payments API: psp}, noticeNeeded: 3d}
`;
const { documents, findings } = readFiles([{ path: 'c.yaml', text }], catalogKinds);
const start = Date.parse('2026-11-20T10:00:00Z');
const at = (minutes: number) => start + minutes * minute;
const errors: Told = {
  ...{ id: 'i1', kind: 'incident', title: 'Elevated errors', status: 'investigating', impact: 'major', url: null },
  ...{ from: at(8), to: null, components: [{ id: 'c1', name: 'Payments API' }], announcedAt: null, endedAt: null },
  updates: [{ at: at(8), status: 'investigating', words: 'We look into it.' }],
};
const loss: Incident = {
  ...{ id: 'inc-1', kind: 'loss', process: 'payment', level: 'critical', days: [], side: null, state: 'open' },
  ...{ class: 'P1', onset: start, detectedAt: start, endedAt: null, drops: [], partOf: null, root: null },
  transitions: [{ at: start, from: null, to: 'open', reason: 'It lasts.', by: null }],
};
const anna: Person = {
  ...{ kind: 'person', id: 'id-anna', name: 'anna', displayName: 'Anna', roles: ['on-call'] },
  ...{ rights: rightsOf(['on-call']), money: 'all' },
};

describeOnRecords('what vendors tell, and what of ours it is behind', (records) => {
  let now: number;
  beforeEach(() => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    now = start;
  });
  const catalog = async (): Promise<Catalog> => {
    const told = await windowsTold(records(), documents);
    return { version: 1, appliedAt: 0, documents: [...documents, ...told], revision: String(now) };
  };
  const place = { vendor: 'payfast', what: 'status-page' as const, url: 'https://status.payfast.example.com' };
  const tell = (told: { incident?: Told[]; maintenance?: Told[] }) =>
    keepTold({ records: records(), now: () => now }, place, { told, says: undefined, marks: {}, reasons: [] });
  async function draft(incident: Incident): Promise<void> {
    const known = await incidentQueries({ records: records() }).one(incident.id);
    const kept = { incident, response: noResponse, version: known?.version ?? 0 };
    await records()
      .transaction()
      .execute((transaction) => saveIncident(transaction, kept, now));
    const current = await catalog();
    const job = draftJob({
      ...{ records: records(), catalog: () => current, impact: { drops: async () => [] } },
      ...{ observed: { outages: () => [] }, incidents: incidentQueries({ records: records() }) },
      ...{ outages: outageQueries({ records: records() }), vendors: vendorQueries({ records: records() }) },
    });
    await job.run(now);
  }
  const plan = async () => {
    const current = await catalog();
    await planJob({ records: records(), catalog: () => current }).run(now);
  };
  const ledger = () => outageQueries({ records: records() }).list();
  const pages = async () => {
    const current = await catalog();
    return {
      ...{ records: records(), now: () => now, catalog: { current: () => current } },
      ...{ outages: outageQueries({ records: records() }), incidents: incidentQueries({ records: records() }) },
    };
  };
  const card = async (view: MoneyView = 'all') => (await vendorsShown(await pages(), 90, view)).vendors[0]!;

  it('takes the fault for theirs in their own words, until a person says otherwise', async () => {
    now = at(5);
    await draft(loss);
    expect(await ledger()).toMatchObject([{ fault: 'own', vendor: null }]);
    now = at(10);
    await tell({ incident: [errors] });
    await draft(loss);
    const [theirs] = await ledger();
    expect(theirs).toMatchObject({ fault: 'vendor', vendor: 'payfast', state: 'draft' });
    const trail = await outageQueries({ records: records() }).trailOf('outage', theirs!.id);
    expect(trail.at(-1)!.reason).toContain(
      'PayFast says so by themselves, "Elevated errors" (major), investigating: "We look into it."',
    );
    const shown = await incidentVendors(await pages(), 'inc-1', anna);
    expect(shown.told).toMatchObject([
      { title: 'Elevated errors', matched: [{ kind: 'incident' }, { kind: 'outage' }] },
    ]);
    expect(shown.told[0]!.matched[0]!.why).toBe(
      'PayFast tells of "Elevated errors" (major) since 2026-11-20T10:08:00Z, and it lasts; Payment stands on Card payments, which comes from them.',
    );
    const deps = {
      records: records(),
      now: () => now,
      catalog: { current: () => ({ version: 1, appliedAt: 0, documents }) },
    };
    const ours = { fault: 'own' as const, vendor: null, reason: 'Our own release broke it.' };
    await correctOutage(deps, { who: anna, address: '192.0.2.7' }, { id: theirs!.id, ifRevision: undefined }, ours);
    now = at(20);
    await tell({ incident: [{ ...errors, status: 'identified' }] });
    await draft(loss);
    expect(await ledger()).toMatchObject([{ fault: 'own' }]);
  });

  it('matches within ten minutes before and what it names alone, and leaves alone what our own component explains', async () => {
    const over = moved({ ...loss, endedAt: at(6) }, 'recovered', at(7), 'As expected again.');
    now = at(30);
    await tell({ incident: [{ ...errors, from: at(17) }] });
    await draft(over);
    expect(await ledger()).toMatchObject([{ fault: 'own' }]);
    await tell({ incident: [{ ...errors, from: at(15) }] });
    await draft(over);
    expect(await ledger()).toMatchObject([{ fault: 'vendor' }]);
    for (const [nth, told] of [
      { ...errors, components: [{ id: null, name: 'Payouts' }] },
      { ...errors, impact: 'none' },
    ].entries()) {
      await tell({ incident: [told] });
      await draft({ ...loss, id: `inc-none-${nth}` });
      const one = (await ledger()).find(({ incident }) => incident === `inc-none-${nth}`);
      expect(one).toMatchObject({ fault: 'own' });
    }
    await tell({ incident: [errors] });
    await draft({ ...loss, id: 'inc-root', root: { component: 'own-db', score: 3, why: 'It fails most.' } });
    expect((await ledger()).find(({ incident }) => incident === 'inc-root')).toMatchObject({ fault: 'own' });
    expect((await incidentVendors(await pages(), 'inc-root', null)).told).toHaveLength(1);
  });

  it('a window announced late that overruns by twenty minutes: the surplus is unplanned, in the ledger and on the card', async () => {
    const [from, to] = [at(2 * 60), at(3 * 60)];
    const work: Told = {
      ...{ ...errors, id: 'm1', kind: 'maintenance', title: 'New disks', status: 'scheduled', impact: null },
      ...{ from, to, announcedAt: start - hour, updates: [] },
    };
    await tell({ maintenance: [work] });
    await plan();
    expect(await ledger()).toMatchObject([
      { kind: 'planned', fault: 'vendor', vendor: 'payfast', subject: { name: 'psp' } },
    ]);
    const failing = {
      ...({ ...loss, id: 'inc-psp', kind: 'technical', class: null, onset: from + minute } as Incident),
      technical: { component: 'psp', boundToCritical: false, mandatedBy: null, alarms: [] },
    };
    now = from + 5 * minute;
    await draft(failing);
    expect(await ledger()).toHaveLength(1);
    now = to + 21 * minute;
    await draft(moved({ ...failing, endedAt: to + 20 * minute }, 'recovered', now, 'Objectives are met again.'));
    const [, surplus] = await ledger();
    expect(surplus).toMatchObject({ kind: 'unplanned', fault: 'vendor', vendor: 'payfast' });
    expect(endsOf(surplus!)).toEqual({ from: to, to: to + 20 * minute });
    expect(surplus!.cause).toMatch(/^It went on beyond the maintenance/);
    expect(await card()).toMatchObject({
      ...{ outages: 1, minutes: 20, shareOfDowntime: { numerator: 20, denominator: 20, text: '100.0%' } },
      windows: { kept: 0, overrun: 1, overrunMinutes: 20, late: 1 },
    });
    const page = await vendorShown(await pages(), 'payfast', 90, null);
    expect(page.windowList).toMatchObject([{ name: 'New disks', state: 'overrun', overrunMinutes: 20, inTime: false }]);
    expect(page.outageList).toMatchObject([{ subject: 'Card payments', fault: 'vendor' }]);
    expect(page.told).toMatchObject([{ kind: 'maintenance', title: 'New disks' }]);
  });

  it('shows what theirs cost where the money of the product is shown, and their part of all that was down', async () => {
    now = at(10);
    await tell({ incident: [errors] });
    await draft(loss);
    const [outage] = await ledger();
    const net = {
      ...{ value: 5_000, unit: 'PLN-minor', low: 4_000, high: 6_000, level: 0.9, method: 'test', basis: {} },
      ...{ grade: 'observed', version: '1', completeness: 1 },
    };
    const costly = {
      ...outage!,
      loss: { lost: null, gross: null, recovered: null, net, preliminary: false, until: null, customers: null },
    };
    await records()
      .updateTable('outages')
      .set({ outage: JSON.stringify(costly) })
      .where('id', '=', outage!.id)
      .execute();
    await draft({
      ...loss,
      id: 'inc-own',
      onset: at(-30),
      endedAt: at(-10),
      root: { component: 'own-db', score: 3, why: 'x' },
    });
    expect(await card()).toMatchObject({
      money: [net],
      minutes: 10,
      shareOfDowntime: { numerator: 10, denominator: 30 },
    });
    expect(await card([])).toMatchObject({ money: [], minutes: 10 });
    expect(await vendorsShown(await pages(), 90, [])).toMatchObject({ moneyHidden: true });
    expect((await vendorShown(await pages(), 'payfast', 90, null)).outageList).toMatchObject([{ money: null }]);
    now += 91 * day;
    expect(await card()).toMatchObject({ minutes: 90 * 24 * 60 });
    await expect(vendorShown(await pages(), 'none', 90, null)).rejects.toThrow('no Vendor of this name');
    expect(toRfc3339(now)).toContain('2027');
  });
});
