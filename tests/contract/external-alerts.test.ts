import { beforeEach, expect, it } from 'vitest';
import type { Writer } from '../../src/features/access/writer.ts';
import { retireAlert, takeBackRetirement } from '../../src/features/balance/actions/retire-alert.ts';
import { retiredOf } from '../../src/features/balance/alerts/retired-of.ts';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { objectiveQueries } from '../../src/features/objectives/queries.ts';
import { takeAlerts } from '../../src/features/signals/actions/take-alerts.ts';
import { alertJobs } from '../../src/features/signals/jobs/silent-alerts.ts';
import { signalKinds } from '../../src/features/signals/kinds.ts';
import { externalTimes } from '../../src/features/signals/queries/external-alerts.ts';
import { retiredAlerts, retirements } from '../../src/features/signals/queries/retirements.ts';
import { sourceNamed } from '../../src/features/signals/source.ts';
import { day, hour, minute, toRfc3339 } from '../../src/maths/instants.ts';
import { toldAlert } from '../end-to-end/alerts-world.ts';
import { describeOnRecords } from './records-engines.ts';

const text = `apiVersion: waga/v1
kind: Component
metadata: {name: payment-api}
spec: {}
---
apiVersion: waga/v1
kind: Source
metadata: {name: alertmanager}
spec: {type: alertmanager, seriesLimit: 3, alertSilentAfter: 2h}
---
apiVersion: waga/v1
kind: Alert
metadata: {name: errors}
spec: {source: alertmanager, alert: HighErrorRate, where: {severity: page}, component: payment-api}
`;
const catalog = {
  ...{ version: 1, appliedAt: 0 },
  documents: readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...signalKinds]).documents,
} as Catalog;
const source = sourceNamed(catalog, 'alertmanager')!;
const writer = (id = 'token-1', components: string[] | null = null): Writer => ({
  ...{ id, sources: null, processes: null, environments: null },
  components: components === null ? null : new Set(components),
});
const doer = { who: { kind: 'token', id: 'token-1', name: 'am' }, address: '' } as const;
const start = Date.parse('2026-11-20T12:00:00Z');
const at = (minutes: number): string => toRfc3339(start + minutes * minute);

describeOnRecords('alerts of other tools', (records) => {
  let now: number;
  beforeEach(() => {
    now = start;
  });
  const tell = (rows: unknown[], by = writer()) =>
    takeAlerts({ records: records(), catalog, now, retentionMs: 30 * day }, { source, writer: by, doer, rows });
  const times = () => externalTimes(records(), catalog, { from: start - 30 * day, to: start + day });
  const short = async () =>
    (await times()).map(({ alertname, from, to }) => [
      alertname,
      (from - start) / minute,
      to === null ? null : (to - start) / minute,
    ]);
  const page = { severity: 'page', service: 'payment-api' };

  it('are kept once however often they are told, and end where they ended', async () => {
    const firing = toldAlert('HighErrorRate', at(-60), null, page);
    expect(await tell([firing, firing])).toEqual({ accepted: 1, duplicate: 1, rejected: [] });
    const rows = await records().selectFrom('external_alerts').selectAll().execute();
    expect(await tell([firing])).toMatchObject({ accepted: 0, duplicate: 1 });
    expect(await records().selectFrom('external_alerts').selectAll().execute()).toEqual(rows);
    const resolved = toldAlert('HighErrorRate', at(-60), at(-20), page);
    expect(await tell([resolved])).toMatchObject({ accepted: 1, duplicate: 0 });
    // a firing that was delayed on its way opens nothing
    expect(await tell([firing, resolved])).toMatchObject({ accepted: 0, duplicate: 2 });
    expect(await short()).toEqual([['HighErrorRate', -60, -20]]);
    expect((await times())[0]!.known).toMatchObject({ id: 'alert:errors', component: 'payment-api' });
    // a time of which only the end was heard is a time as well; another token's are its own
    expect(await tell([toldAlert('HighErrorRate', at(-300), at(-290), page)], writer('token-2'))).toMatchObject({
      accepted: 1,
    });
    const audit = await records().selectFrom('audit').select('action').execute();
    expect(audit.map(({ action }) => action)).toEqual(['alert.send', 'alert.send', 'alert.send']);
  });

  it('are alarms among the others where their component is known', async () => {
    await tell([toldAlert('HighErrorRate', at(-60), null, page), toldAlert('Watchdog', at(-90), null)]);
    const { alarms } = objectiveQueries({
      ...{ records: records(), catalog: () => catalog },
      signals: { indicatorSteps: () => Promise.reject(new Error('not asked')) },
    });
    expect(await alarms({ from: start - day, to: start })).toMatchObject([
      {
        component: 'payment-api',
        measure: 'HighErrorRate',
        endedAt: null,
        external: { alert: 'alert:errors', opensIncidents: false },
      },
    ]);
    expect(await alarms({ from: start - day, to: start - 2 * hour })).toEqual([]);
  });

  it('refuses the bad ones with their reason and place, and keeps the good ones', async () => {
    const good = toldAlert('HighErrorRate', at(-60), null, page);
    const answer = await tell([
      { ...good, status: 'pending' },
      'no alert',
      good,
      { ...good, labels: { severity: 'page' } },
      { ...good, labels: { ...good.labels, long: 'x'.repeat(256) } },
      {
        ...good,
        labels: { ...good.labels, ...Object.fromEntries(Array.from({ length: 64 }, (_, nth) => [`l${nth}`, ''])) },
      },
      { ...good, startsAt: at(10) },
      { ...good, startsAt: at(-40 * 24 * 60) },
      toldAlert('HighErrorRate', at(-60), at(-61), page),
      { ...good, fingerprint: '../..' },
      { ...good, labels: { alertname: 'x', n: 5 } },
    ]);
    expect(answer.accepted).toBe(1);
    expect(answer.rejected.map(({ index, code }) => `${index} ${code}`)).toEqual([
      ...['0 bad_row', '1 bad_row', '3 bad_labels', '4 long_label', '5 too_many_labels', '6 in_future', '7 too_old'],
      ...['8 end_before_start', '9 bad_row', '10 bad_row'],
    ]);
    expect((await tell([good], writer('token-3', ['ledger-db']))).rejected).toMatchObject([{ code: 'not_yours' }]);
  });

  it('keeps so many distinct alerts of a source, and lets known ones go on', async () => {
    const many = [0, 1, 2, 3, 4].map((nth) => toldAlert('DiskFull', at(-60), null, { pod: `p${nth}` }, nth));
    const answer = await tell(many);
    expect(answer).toMatchObject({
      accepted: 3,
      rejected: [
        { index: 3, code: 'series_limit' },
        { index: 4, code: 'series_limit' },
      ],
    });
    expect(answer.rejected[0]!.message).toBe(
      'the source alertmanager has reached its limit of 3 alerts; known alerts go on',
    );
    expect(await tell([toldAlert('DiskFull', at(-60), at(-5), { pod: 'p0' }, 0)])).toMatchObject({
      accepted: 1,
      rejected: [],
    });
  });

  it('are over where they were told of last once nothing is told of them, and go on when they are', async () => {
    const jobs = alertJobs({
      records: records(),
      catalog: () => catalog,
      config: { measurements: { retentionDays: 30 } },
    });
    const firing = toldAlert('HighErrorRate', at(-60), null, page);
    await tell([firing]);
    await jobs[0]!.run(start + 2 * hour);
    expect(await short()).toEqual([['HighErrorRate', -60, null]]);
    await jobs[0]!.run(start + 2 * hour + minute);
    expect(await short()).toEqual([['HighErrorRate', -60, 0]]);
    expect((await times())[0]!.silent).toBe(true);
    now = start + 3 * hour;
    expect(await tell([firing])).toMatchObject({ accepted: 1 });
    expect(await short()).toEqual([['HighErrorRate', -60, null]]);
    expect(await tell([toldAlert('HighErrorRate', at(-60), at(150), page)])).toMatchObject({ accepted: 1 });
    await jobs[0]!.run(start + 40 * day);
    expect(await short()).toEqual([]);
  });

  it('are retired and taken back line by line, of two at once one wins', async () => {
    const check = async () => ({
      retired: false,
      days: 30,
      seen: 2,
      kept: 2,
      lost: [],
      fires: { before: 9, after: 2 },
    });
    const deps = { records: records(), alerts: { check }, now: () => now };
    const asked = { replacement: 'business:payment', reason: 'noise', days: 30 };
    const both = await Promise.allSettled([1, 2].map(() => retireAlert(deps, doer, 'alert:errors', asked)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect([...(await retiredAlerts(records())).keys()]).toEqual(['alert:errors']);
    now = start + hour;
    await takeBackRetirement(deps, doer, 'alert:errors', 'needed after all');
    expect((await retiredAlerts(records())).size).toBe(0);
    now = start + 2 * hour;
    await retireAlert(deps, doer, 'alert:errors', asked);
    const lines = await retirements(records());
    expect(lines.map(({ number, act }) => `${number} ${act}`)).toEqual(['1 retire', '2 take-back', '3 retire']);
    expect(retiredOf(lines)).toMatchObject([
      { alert: 'alert:errors', replacement: 'business:payment', ended: { by: 'am', reason: 'needed after all' } },
      { ended: null },
    ]);
    const lost = async () => ({
      ...(await check()),
      kept: 1,
      lost: [{ id: 'd', process: 'payment', class: 'P1', from: at(0), why: 'w' }],
    });
    const refused = retireAlert({ ...deps, alerts: { check: lost } }, doer, 'measure:m', asked);
    await expect(refused).rejects.toMatchObject({ code: 'conflict', details: { would_lose: [{ id: 'd' }] } });
  });
});
