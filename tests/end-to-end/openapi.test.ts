import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Config } from '../../src/server/config.ts';
import { type Running, startServer } from '../../src/server/start.ts';

interface Media {
  schema?: Record<string, unknown>;
  example?: unknown;
}
interface Operation {
  summary?: string;
  tags?: string[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
}

const folder = mkdtempSync(join(tmpdir(), 'waga-openapi-'));
let running: Running;
let operations: { name: string; path: string; method: string; operation: Operation }[] = [];

beforeAll(async () => {
  const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
  running = await startServer(config, { ticking: false, log: pino({ level: 'silent' }) });
  const headers = { authorization: `Bearer ${running.machineToken}` };
  const answer = await fetch(`${running.url}/api/openapi.json`, { headers });
  const document = (await answer.json()) as { openapi: string; paths: Record<string, Record<string, Operation>> };
  expect(document.openapi).toBe('3.1.0');
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, method, operation })),
  );
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

const shape = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

describe('the description of the API', () => {
  it('has every route of the API', () => {
    const described = new Set(operations.map(({ name }) => name));
    const hidden = /^\/($|\*|api\/openapi\.json$|sign-in)/;
    const routes = running.routes.filter(
      ({ method, path }) => method !== 'HEAD' && method !== 'OPTIONS' && !hidden.test(path),
    );
    const missing = routes
      .map(({ method, path }) => `${method.toLowerCase()} ${shape(path)}`)
      .filter((name) => !described.has(name));
    expect(operations.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it('says of each what it is for, under a heading', () => {
    const bare = operations.filter(({ operation }) => !operation.summary || !operation.tags?.length);
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  it('says what each answers, and with which problems it refuses', () => {
    const asks = new Set(
      running.routes
        .filter(({ access }) => 'right' in access)
        .map(({ method, path }) => `${method.toLowerCase()} ${shape(path)}`),
    );
    const wrong = operations.flatMap(({ name, operation }) => {
      const statuses = Object.keys(operation.responses);
      const good = statuses.some((status) => status < '400');
      const refusals = asks.has(name) ? ['401', '403', '503'] : ['503'];
      const absent = refusals.filter((status) => !statuses.includes(status));
      return good && absent.length === 0 ? [] : [`${name}: ${good ? '' : 'no answer'} ${absent.join(' ')}`];
    });
    expect(wrong).toEqual([]);
  });

  it('says what each that writes takes', () => {
    const bodiless =
      /\/(sign-out|invitation|link|check|test|retry|signatures\/(business|technology)|withdrawal|undo|acknowledgement)$/;
    const writes = operations.filter(({ method, path }) => /^(post|put|patch)$/.test(method) && !bodiless.test(path));
    expect(writes.filter(({ operation }) => operation.requestBody === undefined).map(({ name }) => name)).toEqual([]);
  });

  it('has an example of every body and answer, which fits its schema', () => {
    const wrong: string[] = [];
    let examples = 0;
    for (const { name, operation } of operations) {
      const answers = Object.entries(operation.responses).filter(([status]) => status < '400');
      const bodies: [string, Record<string, Media>][] = [
        ['body', operation.requestBody?.content ?? {}],
        ...answers.map(([status, { content }]): [string, Record<string, Media>] => [status, content ?? {}]),
      ];
      for (const [place, content] of bodies) {
        for (const [type, { schema, example }] of Object.entries(content)) {
          if (schema === undefined) continue;
          examples += 1;
          const result = z.fromJSONSchema(schema as never).safeParse(example);
          if (!result.success)
            wrong.push(
              `${name}, ${place}, ${type}: ${result.error.issues[0]?.path.join('.')} ${result.error.issues[0]?.message}`,
            );
        }
      }
    }
    expect(examples).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });
});
