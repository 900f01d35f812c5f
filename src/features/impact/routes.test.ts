import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttp } from '../../server/http.ts';
import { impactRoutes } from './routes.ts';

const now = Date.parse('2026-11-20T10:00:30Z');
const curve = {
  process: 'p',
  step: 's',
  from: '2026-11-20T10:00:00Z',
  stepMinutes: 5,
  actual: [1, null],
  expected: [1.5, null],
  low: [0, null],
  high: [3, null],
  level: 0.9,
  method: 'm',
};

describe('the routes of impact', () => {
  let app: Awaited<ReturnType<typeof createHttp>>;
  const asked: unknown[] = [];
  beforeAll(async () => {
    app = await createHttp({ log: pino({ level: 'silent' }), maxBodyBytes: 1_000 });
    impactRoutes(app, {
      now: () => now,
      impact: {
        current: () => [],
        drops: async (q) => {
          asked.push(q);
          return [];
        },
        curve: async (...q) => {
          asked.push(q);
          return curve;
        },
        breakdown: async () => ({ title: 't', formula: 'f', lines: [] }),
      },
    });
    await app.ready();
  });
  afterAll(() => app.close());
  const get = (url: string) => app.inject({ url: `/api/v1/${url}` });

  it('answers the curve of the last day with at most 720 points', async () => {
    expect((await get('processes/p/curve')).json()).toEqual(curve);
    expect(asked.pop()).toEqual(['p', Date.parse('2026-11-19T10:00:00Z'), Date.parse('2026-11-20T10:01:00Z'), 5]);
  });

  it('answers drops of a period and process, the state of now and how it is made', async () => {
    expect((await get('drops?from=2026-11-19T00:00:00Z&to=2026-11-20T00:00:00Z&process=p')).json()).toEqual([]);
    expect(asked.pop()).toEqual({
      from: Date.parse('2026-11-19T00:00:00Z'),
      to: Date.parse('2026-11-20T00:00:00Z'),
      process: 'p',
    });
    expect((await get('impact')).json()).toEqual([]);
    expect((await get('processes/p/breakdown')).json()).toEqual({ title: 't', formula: 'f', lines: [] });
  });

  it.each([
    'from=yesterday',
    'from=2026-11-20T11:00:00Z&to=2026-11-20T10:00:00Z',
    'step=0',
    'from=2026-01-01T00:00:00Z',
    'from=2026-11-10T00:00:00Z&step=1',
  ])('refuses %s', async (query) => {
    expect((await get(`processes/p/curve?${query}`)).statusCode).toBe(400);
  });
});
