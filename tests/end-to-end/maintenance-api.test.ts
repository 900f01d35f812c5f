import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheapestAnswer } from '../../src/features/criticality/cheapest/cheapest-contract.ts';
import { calendarEvents } from '../../src/features/outages/maintenance/calendar-import.ts';
import { MaintenanceAnswer } from '../../src/features/outages/maintenance/maintenance-contract.ts';
import { day } from '../../src/maths/instants.ts';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

const waga = fileURLToPath(new URL('../../src/cli/waga.ts', import.meta.url));
const catalogue = `apiVersion: waga/v1
kind: Component
metadata: {name: psp-card, displayName: Cards}
spec: {}
---
apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec:
  timeZone: Europe/Warsaw
  steps: [done]
  kpi: done
  value: {perHour: "100.00", currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
  dependsOn: [{component: psp-card}]
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: psp, displayName: Card processor}
spec: {components: [psp-card], contacts: [{name: Desk, email: desk@psp.example.com}]}
---
apiVersion: waga/v1
kind: Maintenance
metadata: {name: weekly, displayName: Weekly rest}
spec:
  vendor: psp
  recurrence: {rrule: FREQ=WEEKLY;BYDAY=TU, start: 2026-01-06T02:00, duration: 2h, timeZone: Europe/Warsaw}
  noticeNeeded: 3d
  mute: true
  banner: Cards rest until four.
`;

describe('maintenance over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-maintenance-'));
  let now = Date.parse('2026-11-02T09:00:00Z');
  let running: Running;
  const machine = () => ({ authorization: `Bearer ${running.machineToken}`, 'content-type': 'application/json' });
  const get = (path: string, headers: Record<string, string> = machine()) => fetch(running.url + path, { headers });
  async function token(name: string, ...scopes: string[]): Promise<{ id: string; secret: string }> {
    const body = JSON.stringify({ name, scopes });
    const answer = await fetch(`${running.url}/api/v1/tokens`, { method: 'POST', headers: machine(), body });
    const { token: made, secret } = (await answer.json()) as { token: { id: string }; secret: string };
    return { id: made.id, secret };
  }
  const command = (...args: string[]) =>
    promisify(execFile)(process.execPath, [waga, ...args], {
      env: { ...process.env, WAGA_TOKEN: running.machineToken, WAGA_SERVER: running.url },
    });
  const windows = async (query = '') =>
    MaintenanceAnswer.parse(await (await get(`/api/v1/maintenance${query}`)).json()).windows;

  beforeAll(async () => {
    const config = Config.parse({ data: folder, listen: { port: 0 } });
    running = await startServer(config, { now: () => now, ticking: false, log: pino({ level: 'silent' }) });
    const file = join(folder, 'shop.yaml');
    writeFileSync(file, catalogue);
    await command('apply', file, '--server', running.url);
    await running.clock.tick(now);
  }, 60_000);
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true });
  });

  it('tells each window with its notice and its answers, and how it was kept', async () => {
    const all = await windows();
    expect(all.map(({ from, announced }) => `${from} ${announced}`)).toEqual([
      '2026-11-03T01:00:00Z late',
      ...['2026-11-10', '2026-11-17', '2026-11-24', '2026-12-01'].map((on) => `${on}T01:00:00Z in-time`),
    ]);
    expect(all[0]).toMatchObject({
      ...{ displayName: 'Weekly rest', vendor: { name: 'psp', displayName: 'Card processor' }, state: 'coming' },
      ...{ mute: true, switchOff: null, banner: 'Cards rest until four.', noticeNeededSeconds: 259_200 },
      subjects: [{ kind: 'component', name: 'psp-card', displayName: 'Cards' }],
    });
    now = Date.parse('2026-11-03T04:00:00Z');
    const surplus = {
      subject: { kind: 'component', name: 'psp-card' },
      kind: 'unplanned',
      fault: 'vendor',
      vendor: 'psp',
    };
    const body = JSON.stringify({ ...surplus, from: '2026-11-03T03:00:00Z', to: '2026-11-03T03:20:00Z' });
    await fetch(`${running.url}/api/v1/outages`, { method: 'POST', headers: machine(), body });
    expect((await windows())[0]).toMatchObject({ state: 'overrun', overrunSeconds: 1_200, lasts: false });
    now = Date.parse('2026-11-10T04:00:00Z');
    expect((await windows()).map(({ state }) => state).slice(0, 3)).toEqual(['overrun', 'kept', 'coming']);
    expect((await get('/api/v1/maintenance?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z')).status).toBe(400);
  });

  it('costs what the processes on it are worth in that time, and says when that is least', async () => {
    const ask = async (name: string) => {
      const answer = await get(`/api/v1/maintenance/cheapest?kind=component&name=${name}&minutes=120`);
      return answer.ok ? CheapestAnswer.parse(await answer.json()) : answer.status;
    };
    await expect
      .poll(
        async () => {
          await running.clock.tick(now);
          return (await ask('psp-card')) as CheapestAnswer;
        },
        { timeout: 20_000 },
      )
      .toMatchObject({ starts: [{ loss: { value: 20_000, unit: 'PLN-minor' } }, {}, {}], notes: [] });
    expect(await ask('psp-crad')).toBe(404);
  });

  it('is a calendar at an address with a secret that can be taken back, and that opens nothing else', async () => {
    const { id, secret } = await token('calendar', 'calendar');
    const answer = await get(`/api/v1/maintenance.ics?secret=${secret}`, {});
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const { events } = calendarEvents(await answer.text(), { from: now, to: now + 30 * day }, null);
    expect(events.map(({ summary }) => summary)).toEqual(Array(4).fill('Weekly rest'));
    expect((await get(`/api/v1/maintenance?secret=${secret}`, {})).status).toBe(401);
    expect((await get('/api/v1/maintenance', { authorization: `Bearer ${secret}` })).status).toBe(403);
    expect((await get('/api/v1/maintenance.ics', {})).status).toBe(401);
    const wide = await token('wide', 'calendar', 'read');
    expect((await get(`/api/v1/maintenance.ics?secret=${wide.secret}`, {})).status).toBe(401);
    expect((await get('/api/v1/maintenance.ics', { authorization: `Bearer ${wide.secret}` })).status).toBe(200);
    const { authorization } = machine();
    await fetch(`${running.url}/api/v1/tokens/${id}`, { method: 'DELETE', headers: { authorization } });
    expect((await get(`/api/v1/maintenance.ics?secret=${secret}`, {})).status).toBe(401);
  });

  it('comes in from the calendar of a vendor, once', async () => {
    const begin = new Date(Date.now() + 3 * day).toISOString().slice(0, 10).replaceAll('-', '');
    const file = join(folder, 'psp.ics');
    const lines = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:x',
      'BEGIN:VEVENT',
      'UID:1@psp',
      `DTSTART:${begin}T010000Z`,
    ];
    const rule = [
      'DURATION:PT1H',
      'RRULE:FREQ=WEEKLY;COUNT=3',
      'SUMMARY:Cards rest',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ];
    writeFileSync(file, [...lines, ...rule].join('\r\n'));
    const load = async () =>
      (
        await command(
          'import',
          'icalendar',
          file,
          '--vendor',
          'psp',
          '--subject',
          'component:psp-card',
          '--server',
          running.url,
        )
      ).stdout;
    expect(await load()).toContain('3 outages added, 0 changed, 0 known already, as icalendar psp.');
    expect(await load()).toContain('0 outages added, 0 changed, 3 known already');
  });
});
