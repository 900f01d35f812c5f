import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DutyAnswer } from '../../src/features/duty/contract.ts';
import { minute } from '../../src/maths/instants.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { temporaryDirectory } from '../contract/processes.ts';

const ics = (who: string): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test',
    'BEGIN:VEVENT',
    'UID:week',
    'DTSTART;TZID=Europe/Warsaw:20261116T090000',
    'DTEND;TZID=Europe/Warsaw:20261123T090000',
    'RRULE:FREQ=WEEKLY',
    `SUMMARY:On call: ${who}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');

/** A calendar over real HTTP that changes and goes down, and a server that is stopped and started meanwhile. */
describe('a rotation that is read from a calendar', () => {
  let folder: string;
  let calendar: Server;
  let answer: { status: number; body: string };
  let asked: number;
  let running: Running;
  let now: number;
  beforeEach(async () => {
    now = Date.parse('2026-11-20T10:15:00Z');
    folder = temporaryDirectory();
    answer = { status: 200, body: ics('Anna Nowak') };
    asked = 0;
    calendar = createServer((_, reply) => {
      asked += 1;
      reply.writeHead(answer.status, { 'content-type': 'text/calendar' }).end(answer.body);
    });
    await new Promise<void>((listens) => calendar.listen(0, '127.0.0.1', listens));
    await start();
    const files = [{ path: 'a.yaml', text: catalogue() }];
    const headers = { authorization: `Bearer ${running.machineToken}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ files });
    expect((await fetch(`${running.url}/api/v1/catalog`, { method: 'PUT', headers, body })).status).toBe(200);
  });
  afterEach(async () => {
    await running.stop();
    calendar.closeAllConnections();
    await new Promise((closed) => calendar.close(closed));
    rmSync(folder, { recursive: true });
  });

  const origin = (): string => `http://127.0.0.1:${(calendar.address() as AddressInfo).port}`;
  async function start(): Promise<void> {
    const config = Config.parse({
      data: join(folder, 'data'),
      listen: { port: 0 },
      outbound: { allow: ['127.0.0.0/8'] },
      secrets: { feed: { value: `${origin()}/secret.ics`, for: origin() } },
    });
    running = await startServer(config, { ticking: false, now: () => now, log: pino({ level: 'silent' }) });
  }
  const catalogue = (): string => `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: Europe/Warsaw, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Rotation
metadata: {name: pay}
spec:
  timeZone: Europe/Warsaw
  covers: {processes: [payment]}
  layers: [{name: feed, calendar: {url: "${origin()}/duty.ics", people: {Anna Nowak: user:anna, Jan: user:jan}}}]
---
apiVersion: waga/v1
kind: Rotation
metadata: {name: hidden}
spec:
  timeZone: Europe/Warsaw
  covers: {processes: [payment]}
  layers:
    - {name: usual, people: ["user:ola"], since: "2020-01-06T09:00", turn: 1w}
    - {name: feed, calendar: {secret: feed, people: {Jan: user:jan}}}
`;
  async function duty() {
    const headers = { authorization: `Bearer ${running.machineToken}` };
    const all = DutyAnswer.parse(await (await fetch(`${running.url}/api/v1/duty`, { headers })).json());
    const [pay, hidden] = all.rotations;
    return { pay: pay!, hidden: hidden!, feed: pay!.calendars[0]!, secretFeed: hidden!.calendars[0]! };
  }
  /** Lets so many minutes go by, with a tick each, and waits until the calendar was asked again where it is due. */
  async function pass(minutes: number): Promise<void> {
    for (let nth = 0; nth < minutes; nth++) {
      now += minute;
      await running.clock.tick(now);
    }
  }

  it('says who is on call, follows its changes, and names whom nobody knows', async () => {
    await running.clock.tick(now);
    await expect.poll(async () => (await duty()).pay.now.person).toBe('user:anna');
    const before = await duty();
    expect(before.pay.now).toMatchObject({ person: 'user:anna' });
    expect(before.feed).toMatchObject({ layer: 'feed', failingSince: null, unknown: [] });
    // whom the other rotation does not know takes nothing from the layer below
    await expect.poll(async () => (await duty()).secretFeed.unknown.length).toBeGreaterThan(0);
    expect((await duty()).hidden.now.person).toBe('user:ola');

    answer = { status: 200, body: ics('Jan') };
    await pass(4);
    expect((await duty()).pay.now.person).toBe('user:anna');
    await pass(1);
    await expect.poll(async () => (await duty()).pay.now.person).toBe('user:jan');
    await expect.poll(async () => (await duty()).hidden.now.person).toBe('user:jan');

    answer = { status: 200, body: ics('Krystyna') };
    await pass(5);
    await expect.poll(async () => (await duty()).pay.now.person).toBeNull();
    const [unknown] = (await duty()).feed.unknown;
    expect(unknown).toMatchObject({
      who: 'On call: Krystyna',
      from: '2026-11-16T08:00:00Z',
      to: '2026-11-23T08:00:00Z',
    });
    expect((await duty()).pay.shifts[0]).toMatchObject({ person: null });
  });

  it('goes on with the last good copy while it is down or sends nonsense, through a restart, and says since when', async () => {
    await running.clock.tick(now);
    await expect.poll(async () => (await duty()).pay.now.person).toBe('user:anna');
    const readAt = (await duty()).feed.readAt;
    answer = { status: 503, body: 'gone' };
    await pass(5);
    await expect.poll(async () => (await duty()).feed.reason).toBe('The calendar answered 503.');
    const since = (await duty()).feed.failingSince;
    answer = { status: 200, body: '<html>Sign in first</html>' };
    await pass(5);
    await expect.poll(async () => (await duty()).feed.reason).toBe('What came is no iCalendar file.');
    expect((await duty()).feed).toMatchObject({ readAt, failingSince: since });

    await running.stop();
    const askedBefore = asked;
    await start();
    // before anything is asked again
    expect(asked).toBe(askedBefore);
    const after = await duty();
    expect(after.pay.now.person).toBe('user:anna');
    expect(after.feed).toMatchObject({ readAt, failingSince: since });
    expect(JSON.stringify(after)).not.toContain('secret.ics');

    answer = { status: 200, body: ics('Jan') };
    await running.clock.tick(now);
    await expect.poll(async () => (await duty()).pay.now.person).toBe('user:jan');
    expect((await duty()).feed).toMatchObject({ failingSince: null, reason: null });
  });
});
