import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MaintenanceAnswer } from '../../src/features/outages/maintenance/maintenance-contract.ts';
import { HealthAnswer } from '../../src/features/signals/health-contract.ts';
import {
  VendorPage as VendorAnswer,
  VendorsAnswer,
} from '../../src/features/unavailability/vendors/vendor-contract.ts';
import { day, hour, minute, toRfc3339 } from '../../src/maths/instants.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { temporaryDirectory } from '../contract/processes.ts';
import { VendorPage } from './vendor-page.ts';

const start = Date.parse('2026-11-20T10:15:00Z');
const failing = {
  ...{ id: 'inc-9', name: 'Elevated errors', impact: 'major', status: 'investigating' },
  ...{ created_at: toRfc3339(start - 5 * minute), resolved_at: null, shortlink: 'https://stspg.example/inc-9' },
  components: [{ id: 'c1', name: 'Payments API' }],
  incident_updates: [{ status: 'investigating', body: 'We look into it.', created_at: toRfc3339(start - 5 * minute) }],
};
const window = (from: number, to: number, more = {}) => ({
  ...{ id: 'mnt-1', name: 'New disks', impact: 'maintenance', status: 'scheduled', created_at: toRfc3339(start - day) },
  ...{
    scheduled_for: toRfc3339(from),
    scheduled_until: toRfc3339(to),
    components: [{ id: 'c1', name: 'Payments API' }],
  },
  ...more,
});
const ics = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...events, 'END:VCALENDAR'].join('\r\n');
const event = (uid: string, ...lines: string[]) =>
  ['BEGIN:VEVENT', `UID:${uid}`, 'SUMMARY:Night work', ...lines, 'END:VEVENT'].join('\r\n');

/** A vendor whose status page and calendar are real servers that change, go down and send rubbish. */
describe('what a vendor tells of itself', () => {
  let folder: string;
  let page: VendorPage;
  let running: Running;
  let now: number;
  beforeEach(async () => {
    now = start;
    folder = temporaryDirectory();
    page = new VendorPage();
    await page.listen();
    page.incidents([]);
    page.maintenances([]);
    page.summary('All Systems Operational');
    page.answers.set('/planned.ics', { body: ics() });
    await startAnew();
    const body = JSON.stringify({ files: [{ path: 'a.yaml', text: catalogue() }] });
    const put = await fetch(`${running.url}/api/v1/catalog`, { method: 'PUT', headers: headers(), body });
    expect(put.status).toBe(200);
  });
  afterEach(async () => {
    await running.stop();
    await page.close();
    rmSync(folder, { recursive: true });
  });

  const headers = () => ({ authorization: `Bearer ${running.machineToken}`, 'content-type': 'application/json' });
  async function startAnew(): Promise<void> {
    const config = Config.parse({
      ...{ data: join(folder, 'data'), listen: { port: 0 }, outbound: { allow: ['127.0.0.0/8'] } },
    });
    running = await startServer(config, { ticking: false, now: () => now, log: pino({ level: 'silent' }) });
  }
  const catalogue = (): string => `apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec: {timeZone: UTC, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: psp}, {component: wallet}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: psp, displayName: Card payments}
spec: {}
---
apiVersion: waga/v1
kind: Component
metadata: {name: wallet}
spec: {}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: payfast, displayName: PayFast}
spec:
  components: [psp, wallet]
  contacts: [{name: Desk, phone: "+48 22 123 45 67"}]
  statusPage: {url: "${page.origin}/", components: {Payments API: psp}, noticeNeeded: 3d, mute: true}
  calendar: {url: "${page.origin}/planned.ics", everyMinutes: 5}
`;
  async function get<T>(path: string, schema: { parse(value: unknown): T }): Promise<T> {
    const answer = await fetch(running.url + path, { headers: headers() });
    expect([path, answer.status]).toEqual([path, 200]);
    return schema.parse(await answer.json());
  }
  const vendor = () => get('/api/v1/vendors/payfast', VendorAnswer);
  const reading = async (what: string) => (await vendor()).readings.find((one) => one.what === what)!;
  const windows = async () => (await get('/api/v1/maintenance', MaintenanceAnswer)).windows;
  async function pass(minutes: number): Promise<void> {
    for (let nth = 0; nth < minutes; nth++) {
      now += minute;
      await running.clock.tick(now);
    }
  }
  /** Asks until it holds, with a tick of the same minute before each: a place that was still read when it was due is read at the next. */
  const soon = <T>(ask: () => T | Promise<T>) =>
    expect.poll(async () => {
      await running.clock.tick(now);
      return ask();
    });
  const read = async () => {
    await soon(async () => (await reading('status-page')).readAt).not.toBeNull();
    await soon(async () => (await reading('calendar')).readAt).not.toBeNull();
  };

  it('is read, followed as it changes, and asked for by its mark', async () => {
    page.incidents([failing], '"one"');
    page.summary('Partial System Outage', [{ id: 'c1', name: 'Payments API', status: 'major_outage' }]);
    await read();
    expect((await vendor()).saysNow).toBe('Partial System Outage (Payments API: major outage)');
    expect((await vendor()).told).toMatchObject([
      {
        ...{ kind: 'incident', title: 'Elevated errors', impact: 'major', status: 'investigating', to: null },
        ...{ from: '2026-11-20T10:10:00Z', components: ['Payments API'], words: 'We look into it.', matched: [] },
        url: 'https://stspg.example/inc-9',
      },
    ]);
    await pass(2);
    await soon(() => page.asked.includes('/api/v2/incidents.json 304')).toBe(true);
    expect((await vendor()).told).toHaveLength(1);
    const over = { ...failing, status: 'resolved', resolved_at: toRfc3339(start + 3 * minute) };
    page.incidents([over], '"two"');
    await pass(2);
    await soon(async () => (await vendor()).told[0]!.status).toBe('resolved');
    expect((await get('/api/v1/vendors', VendorsAnswer)).vendors).toMatchObject([{ name: 'payfast', minutes: 0 }]);
  });

  it('stands by the last good copy while it is down, sends rubbish or too much, through a restart, and says since when', async () => {
    page.incidents([failing]);
    await read();
    const { readAt } = await reading('status-page');
    const trouble: [unknown, RegExp][] = [
      [{ status: 503, body: 'down' }, /incidents\.json: it answered 503/],
      [{ body: '<html>Sign in</html>' }, /incidents\.json: what came is no JSON/],
      [{ body: { incidents: [{ name: 'no id' }] } }, /what came is no status page \(at incidents\.0\.id\)/],
      [{ body: { incidents: [{ ...failing, created_at: 'yesterday' }] } }, /at incidents\.0\.created_at/],
      [
        { body: `{"incidents":[],"more":"${'x'.repeat(3_000_000)}"}` },
        /incidents\.json: .* answered with more than is taken/,
      ],
    ];
    for (const [answer, reason] of trouble) {
      page.answers.set('/api/v2/incidents.json', answer as object);
      await pass(2);
      await soon(async () => (await reading('status-page')).reason).toMatch(reason);
    }
    const { failingSince } = await reading('status-page');
    expect(await reading('status-page')).toMatchObject({ readAt, failingSince: '2026-11-20T10:17:00Z' });
    expect(await vendor()).toMatchObject({ saysNow: null, told: [{ title: 'Elevated errors', to: null }] });
    const { reasons } = await get('/api/v1/health', HealthAnswer);
    expect(reasons).toContainEqual(
      expect.objectContaining({ code: 'vendor_unread', subject: 'payfast (status page)', severity: 'warning' }),
    );
    await running.stop();
    await startAnew();
    expect(await reading('status-page')).toMatchObject({ readAt, failingSince });
    expect((await vendor()).told).toHaveLength(1);
    page.incidents([]);
    await running.clock.tick(now);
    await soon(async () => (await reading('status-page')).failingSince).toBeNull();
    // what they no longer tell of is over
    expect((await vendor()).told).toMatchObject([{ status: 'no longer told', to: toRfc3339(now) }]);
  });

  it('is tried again after a minute where it could not be read, then after two, at its usual time at the latest', async () => {
    page.answers.set('/planned.ics', { status: 503, body: 'down' });
    const tries = () => page.asked.filter((one) => one.startsWith('/planned.ics')).length;
    const answers = async (status: number) => {
      await expect.poll(async () => (await reading('calendar')).reason).toContain(String(status));
      page.answers.set('/planned.ics', { status: status + 1, body: 'down' });
    };
    await running.clock.tick(now);
    await answers(503);
    for (const [minutes, status] of [1, 2, 4, 5].map((minutes, nth) => [minutes, 504 + nth] as const)) {
      const before = tries();
      await pass(minutes - 1);
      expect(tries()).toBe(before);
      await pass(1);
      await answers(status);
    }
    expect(tries()).toBe(5);
  });

  it('makes windows of maintenance of its planned work, as if they were written by hand', async () => {
    const from = start + 2 * hour;
    const to = from + hour;
    page.maintenances([window(from, to), window(from, to, { id: 'other', components: [{ name: 'Payouts' }] })]);
    const nightly = event(
      'n',
      'DTSTART;TZID=Europe/Warsaw:20261121T020000',
      'DTEND;TZID=Europe/Warsaw:20261121T030000',
      'RRULE:FREQ=WEEKLY;COUNT=2',
    );
    page.answers.set('/planned.ics', { body: ics(nightly) });
    await read();
    await soon(async () => (await windows()).length).toBe(3);
    await pass(1);
    const [first, second, third] = await windows();
    expect(first).toMatchObject({
      ...{ displayName: 'New disks', from: toRfc3339(from), to: toRfc3339(to), mute: true, state: 'coming' },
      ...{ announced: 'late', announcedAt: toRfc3339(start - day), noticeNeededSeconds: 3 * 86_400 },
      subjects: [{ kind: 'component', name: 'psp' }],
      vendor: { name: 'payfast' },
    });
    expect(first!.outages).toHaveLength(1);
    expect([second!.from, third!.from]).toEqual(['2026-11-21T01:00:00Z', '2026-11-28T01:00:00Z']);
    expect(second).toMatchObject({
      subjects: [{ name: 'psp' }, { name: 'wallet' }],
      announced: 'in-time',
      mute: false,
    });
    const feed = await fetch(`${running.url}/api/v1/maintenance.ics`, { headers: headers() });
    expect(await feed.text()).toContain('SUMMARY:New disks');
    // no file holds it
    expect(
      JSON.stringify(await (await fetch(`${running.url}/api/v1/catalog`, { headers: headers() })).json()),
    ).not.toContain('New disks');

    await running.stop();
    page.answers.clear();
    await startAnew();
    expect(await windows()).toHaveLength(3);

    page.incidents([]);
    page.summary('All Systems Operational');
    page.maintenances([window(from, to + hour)]);
    page.answers.set('/planned.ics', { body: ics() });
    await pass(6);
    await soon(async () => (await windows()).map((one) => one.to)).toEqual([toRfc3339(to + hour)]);
    await pass(1);
    // announced anew with its new end, and then begun: it stays as it was announced then
    now = from + minute;
    await running.clock.tick(now);
    page.maintenances([window(from, to + 5 * hour, { status: 'in_progress' })]);
    await pass(3);
    await soon(async () => (await vendor()).told[0]!.status).toBe('in progress');
    expect((await windows())[0]).toMatchObject({ state: 'now', to: toRfc3339(to + hour) });
    now = to + hour + 20 * minute;
    await running.clock.tick(now);
    const done = { status: 'completed', resolved_at: toRfc3339(to + hour + 20 * minute) };
    page.maintenances([window(from, to + 5 * hour, done)]);
    await pass(3);
    await soon(async () => (await vendor()).windows).toEqual({ kept: 0, overrun: 1, overrunMinutes: 20, late: 1 });
  });
});
