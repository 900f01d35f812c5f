import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCodes } from '../errors.ts';
import { readConfig } from './config.ts';
import { type Running, startServer } from './start.ts';

const folder = mkdtempSync(join(tmpdir(), 'waga-start-'));
const log = pino({ level: 'silent' });
const config = readConfig(undefined, { data: join(folder, 'data'), port: 0 });
let waga: Running;
let authorization: string;
/** Asks as the machine. */
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${waga.url}${path}`, { ...init, headers: { authorization, ...init.headers } });

beforeAll(async () => {
  waga = await startServer(config, { log, ticking: false });
  authorization = `Bearer ${waga.machineToken}`;
});
afterAll(async () => {
  await waga.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a started server', () => {
  it('is ready once the clock has ticked, and says which jobs ran', async () => {
    expect((await fetch(`${waga.url}/readyz`)).status).toBe(503);
    await waga.clock.tick(Date.now());
    const ready = await fetch(`${waga.url}/readyz`);
    expect(ready.status).toBe(200);
    const { jobs } = (await ready.json()) as { jobs: { name: string; error: string | null }[] };
    expect(jobs.map(({ name }) => name)).toContain('expectations');
    expect(jobs.filter(({ error }) => error !== null)).toEqual([]);
  });

  it('describes every route in OpenAPI 3.1 with a summary', async () => {
    const document = (await (await ask('/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { summary?: string }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, route]) => ({ route: `${method} ${path}`, summary: route.summary })),
    );
    expect(routes.map(({ route }) => route)).toEqual(
      expect.arrayContaining(['post /api/v1/events', 'post /v1/metrics', 'get /api/v1/balance', 'put /api/v1/catalog']),
    );
    expect(routes.filter(({ summary }) => !summary)).toEqual([]);
  });

  it('answers what is not there with a problem document, and pages for people', async () => {
    const answer = await ask('/api/v1/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ status: 404, code: 'not_found', instance: '/api/v1/nothing' });
    const page = await fetch(`${waga.url}/some/page`);
    expect(page.headers.get('content-type')).toMatch(/^text\/(html|plain)/);
  });

  it('lets the page load nothing but its own files', async () => {
    const policy = (await fetch(`${waga.url}/`)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
  });

  it('says bad input in the words of the error list', async () => {
    const answer = await ask('/api/v1/catalog', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"files": 1}',
    });
    expect(answer.status).toBe(400);
    const problem = (await answer.json()) as { code: string };
    expect(Object.keys(errorCodes)).toContain(problem.code);
  });

  it('tells listeners of each tick', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const request = get(`${waga.url}/api/v1/stream`, { headers: { authorization } }, (response) => {
        let seen = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          seen += chunk;
          if (seen.includes('2027-01-15T08:00:00.000Z')) {
            request.destroy();
            resolve(seen);
          }
        });
        waga.clock.tick(Date.UTC(2027, 0, 15, 8)).catch(reject);
      });
      request.on('error', () => {});
    });
    expect(text).toContain('event: tick\n');
    expect(text).toContain('data: {"asOf":"2027-01-15T08:00:00.000Z"}');
  });

  it('keeps others out of its data folder and says who holds it', async () => {
    const second = startServer(config, { log, ticking: false });
    await expect(second).rejects.toMatchObject({ code: 'store_owned' });
    await expect(second).rejects.toThrow(`process ${process.pid}`);
  });

  it('refuses a port that is taken, and leaves nothing open', async () => {
    const port = Number(new URL(waga.url).port);
    const data = join(folder, 'other');
    const other = readConfig(undefined, { data, port });
    await expect(startServer(other, { log, ticking: false })).rejects.toMatchObject({ code: 'bad_config' });
    const again = await startServer(readConfig(undefined, { data, port: 0 }), { log, ticking: false });
    await again.stop();
  });
});
