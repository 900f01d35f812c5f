import { beforeEach, expect, it } from 'vitest';
import { rightsOf } from '../../src/features/access/rights.ts';
import type { Person } from '../../src/features/access/who.ts';
import { announcementOf } from '../../src/features/agreements/announcement.ts';
import { vendorCards } from '../../src/features/agreements/vendor-cards.ts';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { actOnOutage } from '../../src/features/outages/actions/outages.ts';
import { planJob } from '../../src/features/outages/jobs/plan-maintenance.ts';
import { ledgerKinds } from '../../src/features/outages/kinds.ts';
import { rowsOf } from '../../src/features/outages/ledger-rows.ts';
import { endsOf, type Outage } from '../../src/features/outages/outage.ts';
import { outageQueries } from '../../src/features/outages/queries/outages.ts';
import { saveIncident } from '../../src/features/unavailability/actions/save-incident.ts';
import { type Incident, moved } from '../../src/features/unavailability/incident.ts';
import { draftJob } from '../../src/features/unavailability/jobs/draft-outages.ts';
import { incidentQueries } from '../../src/features/unavailability/queries/incidents.ts';
import { noResponse } from '../../src/features/unavailability/response.ts';
import { day, hour, minute, toRfc3339 } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';

const things = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: UTC, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: psp-card}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: psp-card}
spec: {}
---
apiVersion: waga/v1
kind: Component
metadata: {name: psp-blik}
spec: {}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: psp}
spec: {components: [psp-card, psp-blik], contacts: [{name: Desk, email: desk@psp.example.com}]}
`;
let version = 0;
function catalogWith(...maintenances: string[]): Catalog {
  const text = [things, ...maintenances.map((one) => `apiVersion: waga/v1\nkind: Maintenance\n${one}\n`)].join('---\n');
  const { documents, findings } = readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...ledgerKinds]);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  version += 1;
  return { version, appliedAt: 0, documents };
}

const from = Date.parse('2026-11-18T01:00:00Z');
const to = from + 2 * hour;
const once = (more = '') =>
  `metadata: {name: cards, displayName: Cards rest}\nspec: {vendor: psp, subjects: [{component: psp-card}], from: ${toRfc3339(from)}, to: ${toRfc3339(to)}${more}}`;
const weekly =
  'metadata: {name: weekly}\nspec: {vendor: psp, subjects: [{process: payment}], recurrence: {rrule: FREQ=WEEKLY;BYDAY=WE, start: 2026-01-07T02:00, duration: 1h, timeZone: Europe/Warsaw}}';

const anna: Person = {
  ...{ kind: 'person', id: 'id-anna', name: 'anna', displayName: 'Anna', roles: ['editor'] },
  ...{ rights: rightsOf(['editor']), money: 'all' },
};

const alarms = (component: string, onset: number, more: Partial<Incident> = {}): Incident => ({
  ...{ id: `inc-${component}`, kind: 'technical', process: 'payment', level: null, days: [], side: null },
  technical: { component, boundToCritical: false, mandatedBy: null, alarms: [] },
  ...{ state: 'open', class: null, onset, detectedAt: onset, endedAt: null, drops: [], root: null, partOf: null },
  transitions: [{ at: onset, from: null, to: 'open', reason: 'It lasts.', by: null }],
  ...more,
});

describeOnRecords('maintenance in the ledger', (records) => {
  let now: number;
  let catalog: Catalog;
  beforeEach(() => {
    now = from - 10 * day;
    catalog = catalogWith(once());
  });
  const outages = () => outageQueries({ records: records() });
  const plan = () => planJob({ records: records(), catalog: () => catalog }).run(now);
  const ledger = async () =>
    (await outages().list()).map((one) => {
      const ends = endsOf(one);
      return `${one.state} ${one.kind} ${one.subject.name} ${toRfc3339(ends.from)} ${ends.to === null ? 'lasts' : toRfc3339(ends.to)} ${one.vendor}`;
    });
  const lines = async () => (await outages().head()).line;
  async function draft(incident: Incident): Promise<void> {
    const known = await incidentQueries({ records: records() }).one(incident.id);
    const kept = { incident, response: noResponse, version: known?.version ?? 0 };
    await records()
      .transaction()
      .execute((transaction) => saveIncident(transaction, kept, now));
    const job = draftJob({
      ...{ records: records(), catalog: () => catalog, impact: { drops: async () => [] } },
      ...{ observed: { outages: () => [] }, incidents: incidentQueries({ records: records() }), outages: outages() },
    });
    await job.run(now);
  }

  it('is planned once for each window and subject, however often it is told and whoever restarts', async () => {
    catalog = catalogWith(once(), weekly);
    await plan();
    expect((await ledger()).sort()).toEqual([
      ...['11-11', '11-18', '11-25', '12-02', '12-09'].map(
        (on) => `draft planned payment 2026-${on}T01:00:00Z 2026-${on}T02:00:00Z psp`,
      ),
      'draft planned psp-card 2026-11-18T01:00:00Z 2026-11-18T03:00:00Z psp',
    ]);
    const before = await lines();
    now += hour;
    await Promise.all([plan(), plan()]);
    expect(await lines()).toBe(before);
    now += 7 * day;
    await plan();
    expect(await lines()).toBe(before + 1);
  });

  it('follows the catalogue until a window begins, and then stays as it was announced', async () => {
    await plan();
    catalog = catalogWith(once().replace(toRfc3339(to), toRfc3339(to + hour)));
    await plan();
    expect(await ledger()).toEqual(['draft planned psp-card 2026-11-18T01:00:00Z 2026-11-18T04:00:00Z psp']);
    catalog = catalogWith();
    await plan();
    expect(await ledger()).toEqual(['removed planned psp-card 2026-11-18T01:00:00Z 2026-11-18T04:00:00Z psp']);
    now += day;
    catalog = catalogWith(once());
    await plan();
    const [outage] = await outages().list();
    expect(announcementOf(await outages().trailOf('outage', outage!.id))).toEqual({ at: now, end: to });
    now = from + minute;
    catalog = catalogWith(once().replace(toRfc3339(to), toRfc3339(to + 5 * hour)));
    await plan();
    catalog = catalogWith();
    await plan();
    expect(await ledger()).toEqual(['draft planned psp-card 2026-11-18T01:00:00Z 2026-11-18T03:00:00Z psp']);
  });

  it('leaves alone what a person decided on', async () => {
    await plan();
    const [{ id }] = (await outages().list()) as [Outage];
    const deps = { records: records(), now: () => now, catalog: { current: () => catalog } };
    const act = { act: 'remove' as const, reason: 'The vendor called it off.' };
    await actOnOutage(deps, { who: anna, address: '192.0.2.7' }, { id, ifRevision: undefined }, act);
    const before = await lines();
    await plan();
    expect(await lines()).toBe(before);
  });

  it('waits for the announcement, and plans nothing afterwards', async () => {
    catalog = catalogWith(once(`, announcedAt: ${toRfc3339(from - 2 * day)}`));
    await plan();
    expect(await ledger()).toEqual([]);
    now = from - 2 * day;
    await plan();
    expect(await ledger()).toHaveLength(1);
    catalog = catalogWith(once(), once().replace('name: cards,', 'name: late,'));
    now = from + 30 * minute;
    await plan();
    expect(await ledger()).toEqual([
      'draft planned psp-card 2026-11-18T01:00:00Z 2026-11-18T03:00:00Z psp',
      'draft planned psp-card 2026-11-18T01:30:00Z 2026-11-18T03:00:00Z psp',
    ]);
    catalog = catalogWith(once().replace('name: cards,', 'name: later,'));
    now = to;
    await plan();
    expect(await ledger()).toHaveLength(2);
  });

  it('announced an hour before and overrun by twenty minutes: the surplus is unplanned, here and on the card of the vendor', async () => {
    now = from - hour;
    await plan();
    now = from + 6 * minute;
    await draft(alarms('psp-card', from + 5 * minute));
    // a minute before the window, as the begin of it is seen no better
    await draft(alarms('psp-card', from - minute));
    expect(await ledger()).toHaveLength(1);
    now = to + minute;
    await draft(alarms('psp-card', from - minute));
    expect(await ledger()).toEqual([
      'draft planned psp-card 2026-11-18T01:00:00Z 2026-11-18T03:00:00Z psp',
      'draft unplanned psp-card 2026-11-18T03:00:00Z lasts psp',
    ]);
    now = to + 21 * minute;
    const over = { ...alarms('psp-card', from - minute), endedAt: to + 20 * minute };
    await draft(moved(over, 'recovered', now, 'Objectives are met again.'));
    const [planned, surplus] = (await outages().list()) as [Outage, Outage];
    expect(surplus).toMatchObject({
      ...{ kind: 'unplanned', fault: 'vendor', vendor: 'psp', detected: { from: to, to: to + 20 * minute } },
      cause: 'It went on beyond the maintenance cards, announced until 2026-11-18T03:00:00Z.',
    });
    expect(endsOf(planned)).toEqual({ from, to });
    const announced = announcementOf(await outages().trailOf('outage', planned.id))!;
    expect(announced).toEqual({ at: from - hour, end: to });
    const period = { from: from - day, to: from + day };
    const policy = { planned: 'exclude', unknown: 'bound', partial: 'share', minimumSeconds: 0 } as const;
    const rows = (of: readonly Outage[]) => rowsOf(of, [], { scope: 'process', until: period.to });
    const [card] = vendorCards({
      ...{ subjects: [{ outages: [planned, surplus], rowsOf: rows }], downSeconds: 8_400, period, policy },
      ...{ announced: new Map([[planned.id, announced]]), displayName: (name: string) => name },
    });
    expect(card).toMatchObject({ vendor: 'psp', outages: 1, plannedWindows: { kept: 0, overrun: 1 } });
  });

  it('is kept where all is over in time, and hides neither what began before nor what was not named', async () => {
    await plan();
    now = from + hour;
    const kept = { ...alarms('psp-card', from + minute), endedAt: to - 10 * minute };
    await draft(moved(kept, 'recovered', now, 'Objectives are met again.'));
    await draft(alarms('psp-blik', from + minute));
    expect(await ledger()).toEqual([
      'draft planned psp-card 2026-11-18T01:00:00Z 2026-11-18T03:00:00Z psp',
      'draft unplanned psp-blik 2026-11-18T01:01:00Z lasts psp',
    ]);
    await draft(alarms('psp-card', from - 10 * minute, { id: 'inc-before' }));
    expect((await ledger()).filter((one) => one.includes('unplanned psp-card'))).toEqual([
      'draft unplanned psp-card 2026-11-18T00:50:00Z lasts psp',
    ]);
  });
});
