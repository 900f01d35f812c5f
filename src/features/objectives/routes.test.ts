import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProductError } from '../../errors.ts';
import { createHttp } from '../../server/http.ts';
import { objectiveRoutes } from './routes.ts';

const now = Date.parse('2026-11-20T10:00:30Z');

describe('the routes of objectives', () => {
  let app: Awaited<ReturnType<typeof createHttp>>;
  const asked: unknown[] = [];

  beforeAll(async () => {
    app = await createHttp({ log: pino({ level: 'silent' }), maxBodyBytes: 1_000 });
    objectiveRoutes(app, {
      now: () => now,
      objectives: {
        async curve(measure, from, to, stepMinutes) {
          asked.push({ from: new Date(from).toISOString(), to: new Date(to).toISOString(), stepMinutes });
          if (measure !== 'm') throw new ProductError('not_found', 'No such measure; did you mean m?');
          return {
            measure,
            component: 'c',
            from: new Date(from).toISOString(),
            stepMinutes,
            good: [1, null],
            valid: [2, null],
            objective: '0.99',
          };
        },
        breakdown: async () => ({ title: 't', formula: 'f', lines: [] }),
      },
    });
    await app.ready();
  });
  afterAll(() => app.close());
  const get = (url: string) => app.inject({ url: `/api/v1/measures/${url}` });

  it('answers the last 24 hours in whole minutes, at most 720 points, unless asked otherwise', async () => {
    const answer = await get('m/curve');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ good: [1, null], valid: [2, null] });
    await get('m/curve?from=2026-11-20T10:00:00%2B01:00&to=2026-11-20T09:30:00Z&step=5');
    expect(asked).toEqual([
      { from: '2026-11-19T10:00:00.000Z', to: '2026-11-20T10:01:00.000Z', stepMinutes: 5 },
      { from: '2026-11-20T09:00:00.000Z', to: '2026-11-20T09:30:00.000Z', stepMinutes: 5 },
    ]);
  });

  it.each([
    'from=yesterday',
    'from=2026-11-20T10:00:00',
    'from=2026-11-20T11:00:00Z&to=2026-11-20T11:00:00Z',
    'from=2026-08-01T00:00:00Z&to=2026-11-20T00:00:00Z',
    'step=0',
    'step=1.5',
    'from=2026-11-01T00:00:00Z&to=2026-11-20T00:00:00Z&step=1',
  ])('refuses %s with a problem document', async (query) => {
    const answer = await get(`m/curve?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'bad_input', status: 400 });
  });

  it('says not found with a suggestion', async () => {
    const answer = await get('n/curve');
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'not_found', detail: 'No such measure; did you mean m?' });
  });

  it('answers how a state is made', async () => {
    expect((await get('m/breakdown')).json()).toEqual({ title: 't', formula: 'f', lines: [] });
  });
});
