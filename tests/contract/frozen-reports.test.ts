import { createHash } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { machine } from '../../src/features/access/who.ts';
import { bookRevenue } from '../../src/features/agreements/actions/book-revenue.ts';
import { freezeReport } from '../../src/features/agreements/actions/freeze-report.ts';
import { freezeReportsJob } from '../../src/features/agreements/jobs/freeze-reports.ts';
import { renewReportsJob } from '../../src/features/agreements/jobs/renew-reports.ts';
import { sendReportsJob } from '../../src/features/agreements/jobs/send-reports.ts';
import { agreementKinds } from '../../src/features/agreements/kinds.ts';
import { bookedRevenue } from '../../src/features/agreements/queries/booked-revenue.ts';
import { frozenPage, frozenPeriods, frozenReport } from '../../src/features/agreements/queries/frozen.ts';
import { type ReportQueries, reportQueries } from '../../src/features/agreements/queries/reports.ts';
import { applyCatalog } from '../../src/features/catalog/actions.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { type CatalogQueries, catalogQueries } from '../../src/features/catalog/queries.ts';
import { nothingReckoned } from '../../src/features/criticality/reckoning.ts';
import { notificationKinds } from '../../src/features/notifications/kinds.ts';
import { writeRevisions } from '../../src/features/outages/actions/write-revisions.ts';
import type { Outage } from '../../src/features/outages/outage.ts';
import { outageQueries } from '../../src/features/outages/queries/outages.ts';
import { hour, minute } from '../../src/maths/instants.ts';
import { outageOf } from '../sample-outage.ts';
import { describeOnRecords } from './records-engines.ts';

const text = `apiVersion: waga/v1
kind: Product
metadata: {name: pay}
spec: {}
---
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {product: pay, timeZone: UTC, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Channel
metadata: {name: acme}
spec: {type: teams, address: acme-teams}
---
apiVersion: waga/v1
kind: Agreement
metadata: {name: acme}
spec:
  parties: {provider: Shop, customer: Acme}
  timeZone: UTC
  objectives: [{name: paid, subjects: [{process: payment}], target: "0.999"}]
  report: {sendOnDay: 9, channels: [acme]}
`;
const at = (day: string): number => Date.parse(`2026-11-${day}Z`);
const october = { period: { name: '2026-10' }, kind: 'agreement', name: 'acme' } as const;
const seen = Date.parse('2026-10-14T09:00:00Z');

describeOnRecords('frozen reports', (records) => {
  let now: number;
  let catalog: CatalogQueries;
  let reports: ReportQueries;
  let sent: number;

  const jobs = () => {
    const deps = { records: records(), catalog: catalog.current, reports, log: { warn: () => undefined } };
    const telling = { notifications: { wake: () => void sent++ }, origin: () => 'https://waga.example' };
    return [freezeReportsJob(deps), renewReportsJob(deps), sendReportsJob({ ...deps, ...telling })];
  };
  /** Each tick with new jobs: what they remember must not matter. */
  async function tick(instant: string): Promise<void> {
    now = at(instant);
    for (const job of jobs()) await job.run(now);
  }
  async function write(outage: Outage, what: string, reason: string | null = null): Promise<Outage> {
    const by = { id: 'id-anna', name: 'Anna' };
    const [kept] = await records()
      .transaction()
      .execute((transaction) => writeRevisions(transaction, [{ outage, what, by, reason }], now));
    return kept!;
  }
  const versions = async () =>
    (await frozenPage(records(), undefined, 100)).reports.filter(({ scope }) => scope.name === 'acme');

  beforeEach(async () => {
    now = Date.parse('2026-10-01T08:00:00Z');
    sent = 0;
    catalog = catalogQueries({ records: records(), now: () => now });
    const kinds = [...catalogKinds, ...notificationKinds, ...agreementKinds];
    const doer = { who: machine, address: '' };
    const input = { files: [{ path: 'a.yaml', text }], dryRun: false, doer };
    await applyCatalog({ records: records(), kinds, now: () => now }, input);
    await catalog.reload();
    reports = reportQueries({
      ...{ records: records(), now: () => now, catalog, outages: outageQueries({ records: records() }) },
      hours: {
        totals: async () => new Map(),
        hours: async () => [],
        unmeasured: async () => [],
        unmeasuredOfAll: async () => new Map(),
        recordedFrom: async () => null,
      },
      criticality: { reckonedFor: async () => nothingReckoned },
    });
  });

  it('are frozen once, on day 8, whole, with their hash in the trail', async () => {
    await write(outageOf(seen, seen + hour, { revision: 0 }), 'added');
    await tick('07T23:59:59');
    expect(await versions()).toEqual([]);
    await tick('08T00:00:00');
    await tick('08T00:01:00');
    expect(await versions()).toMatchObject([{ version: 1, period: '2026-10', differences: 0 }]);
    const row = await records()
      .selectFrom('frozen_reports')
      .selectAll()
      .where('name', '=', 'acme')
      .executeTakeFirstOrThrow();
    expect(createHash('sha256').update(row.report).digest('hex')).toBe(row.hash);
    const lines = await outageQueries({ records: records() }).trailOf('report', row.id);
    expect(lines.map(({ what, content }) => [what, JSON.parse(content).hash])).toEqual([['frozen', row.hash]]);
    expect((await frozenReport(records(), october))!.report.promises).toMatchObject([{ state: 'missed' }]);
  });

  it('get another version when the ledger changes a figure, once for each change, and keep the former', async () => {
    const outage = await write(outageOf(seen, seen + 20 * minute, { revision: 0 }), 'added');
    await tick('08T00:00:00');
    const corrected = { from: seen, to: seen + 50 * minute };
    const longer = await write({ ...outage, corrected }, 'corrected', 'By the logs of the database.');
    await tick('09T10:00:00');
    await tick('09T10:01:00');
    expect((await versions()).map(({ version }) => version)).toEqual([2, 1]);
    const second = (await frozenReport(records(), october))!;
    expect(second.report.promises).toMatchObject([{ state: 'missed' }]);
    const promise = second.report.differences.find(({ what }) => what.startsWith('Promise'))!;
    expect(promise.from).toMatch(/^met at 99\.955 %/);
    expect(promise.to).toMatch(/^missed at 99\.888 %/);
    expect(promise.why).toContain('was corrected by Anna at 2026-11-08T00:00:00Z');
    expect(promise.why).toContain('By the logs of the database.');
    expect((await frozenReport(records(), october, 1))!.report).toMatchObject({
      version: 1,
      promises: [{ state: 'met' }],
    });
    expect((await frozenPeriods(records(), 'agreement', 'acme')).map(({ version }) => version)).toEqual([2]);
    // a change of words changes no figure
    const worded = await write({ ...longer, summary: 'Said better.' }, 'corrected', 'Said better.');
    await tick('10T10:00:00');
    expect(await versions()).toHaveLength(2);
    await write({ ...worded, corrected: null }, 'corrected', 'The logs were of another day.');
    await tick('11T10:00:00');
    expect((await versions()).map(({ version }) => version)).toEqual([3, 2, 1]);
  });

  it('get another version when revenue is booked for their days, once, and none for days of another time', async () => {
    const deps = { records: records(), catalog, now: () => now };
    const doer = { who: machine, address: '' };
    const book = (rows: string) => bookRevenue(deps, 'pay', `day,amount,currency\n${rows}`, doer);
    await book('2026-10-01,10.00,PLN\n');
    await tick('08T00:00:00');
    await tick('08T00:05:00');
    expect(await versions()).toMatchObject([{ version: 1 }]);
    await book('2026-10-31,20.00,PLN\n');
    await tick('08T00:05:01');
    await tick('08T00:09:00');
    expect((await versions()).map(({ version }) => version)).toEqual([2, 1]);
    expect((await frozenReport(records(), october))!.report.differences).toEqual([
      {
        what: 'Money: booked revenue of pay in PLN',
        ...{ from: '10.00 PLN', to: '30.00 PLN' },
        why: 'Revenue of pay was booked for 2026-10-31 to 2026-10-31 at 2026-11-08T00:05:00Z.',
      },
    ]);
    await book('2026-11-03,5.00,PLN\n2026-10-31,20.00,PLN\n');
    await tick('09T00:00:00');
    expect(await versions()).toHaveLength(2);
  });

  it('are written once by two who freeze the same at once', async () => {
    now = at('08T00:00:00');
    const period = {
      name: '2026-10',
      kind: 'month',
      timeZone: 'UTC',
      from: Date.parse('2026-10-01T00:00:00Z'),
      to: at('01T00:00:00'),
    } as const;
    const made = await reports.composed({ kind: 'agreement', name: 'acme', period });
    const wrote = await Promise.all([freezeReport(records(), made, now), freezeReport(records(), made, now)]);
    expect(wrote.toSorted()).toEqual([false, true]);
    expect(await versions()).toHaveLength(1);
  });

  it('are sent once, on their day at 08:00, and not when their day is long over', async () => {
    const waiting = async () => await records().selectFrom('deliveries').select(['channel', 'key']).execute();
    await tick('09T07:59:59');
    expect(await waiting()).toEqual([]);
    await tick('09T08:00:00');
    await records().deleteFrom('deliveries').execute();
    await tick('09T09:00:00');
    expect([await waiting(), sent]).toEqual([[], 1]);
    await records().deleteFrom('sent_reports').execute();
    await tick('20T09:00:00');
    expect(await waiting()).toEqual([]);
  });

  it('stand beside what was booked, of which a day is replaced, all rows or none', async () => {
    const deps = { records: records(), catalog, now: () => now };
    const doer = { who: machine, address: '' };
    const book = (rows: string) => bookRevenue(deps, 'pay', `day,amount,currency\n${rows}`, doer);
    expect(await book('2026-10-01,10.00,PLN\n2026-10-02,20.00,PLN\n')).toEqual({ days: 2, rejected: [] });
    expect(await book('2026-10-02,25.00,PLN\n2026-10-03,30.00,EUR\n')).toEqual({ days: 2, rejected: [] });
    expect((await book('2026-10-04,1.00,PLN\n2026-10-05,x,PLN\n')).rejected).toMatchObject([{ row: 3 }]);
    const booked = await bookedRevenue(records(), ['pay'], '2026-10-01', '2026-10-31');
    expect(booked.get('pay')!.map(({ day, amountMinor, currency }) => `${day} ${amountMinor} ${currency}`)).toEqual([
      ...['2026-10-01 1000 PLN', '2026-10-02 2500 PLN', '2026-10-03 3000 EUR'],
    ]);
    const audited = await records()
      .selectFrom('audit')
      .select('subject')
      .where('action', '=', 'booked-revenue.put')
      .execute();
    expect(audited).toHaveLength(2);
  });
});
