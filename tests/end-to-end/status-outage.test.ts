import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';
import { type PostgresServer, startPostgres } from '../contract/postgres-server.ts';
import { describeWith } from '../needs.ts';
import { statusCatalogue } from './status-world.ts';

describeWith('postgres', 'the status page while PostgreSQL is gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waga-status-outage-'));
  let postgres: PostgresServer;
  let running: Running;
  let now = Date.parse('2026-11-20T10:00:00Z');
  const get = (path: string) => fetch(running.url + path);

  beforeAll(async () => {
    postgres = await startPostgres();
    const records = { url: await postgres.database() };
    const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 }, records });
    running = await startServer(config, { ticking: false, now: () => now, log: pino({ level: 'silent' }) });
    const headers = { authorization: `Bearer ${running.machineToken}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ files: [{ path: 'c.yaml', text: statusCatalogue }] });
    const applied = await fetch(`${running.url}/api/v1/catalog`, { method: 'PUT', headers, body });
    expect(applied.status).toBe(200);
    await running.clock.tick(now);
  });
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true });
  });

  it('answers as before, and says as of when it is once that is a while ago', async () => {
    const before = await (await get('/status')).text();
    expect(before).toContain('All systems operational');
    await postgres.stop();
    now += 60_000;
    await running.clock.tick(now);
    expect(running.clock.reports().find(({ name }) => name === 'status')?.error).not.toBeNull();
    expect((await get('/api/v1/outages')).status).toBe(401);
    expect(await (await get('/status')).text()).toBe(before);

    now += 5 * 60_000;
    const later = await get('/status');
    expect(later.status).toBe(200);
    expect(await later.text()).toMatch(/could not be brought up to date since 20\sNov\s2026,\s11:00/);
    for (const path of ['/status/history', '/status/history.rss', '/status/history.atom', '/api/v2/summary.json']) {
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    }
  });
});
