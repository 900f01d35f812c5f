import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardRoutes } from '../../server/guard.ts';
import { createHttp } from '../../server/http.ts';
import { type Machine, machine } from '../access/who.ts';
import { emptyCatalog } from '../catalog/catalog.ts';
import { breakdownOf } from './breakdown.ts';
import type { Drop, ProcessImpact } from './contract.ts';
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

const estimate = (value: number, unit: string, text?: string) => ({
  value,
  unit,
  low: value,
  high: value,
  level: 0.9,
  method: 'm',
  basis: {},
  grade: 'observed' as const,
  version: '1',
  completeness: 1,
  ...(text === undefined ? {} : { text: { value: text, low: text, high: text } }),
});
const drop: Drop = {
  id: 'd',
  process: 'p',
  onset: '2026-11-20T09:00:00Z',
  detectedAt: '2026-11-20T09:01:00Z',
  endedAt: null,
  class: 'P1',
  level: null,
  impactShare: null,
  lost: estimate(3, 'events'),
  money: estimate(12_000, 'PLN-minor', '120.00'),
};
const impact: ProcessImpact = {
  process: 'p',
  asOf: '2026-11-20T10:00:00Z',
  state: 'losing',
  notes: [],
  step: 's',
  window: { from: '2026-11-20T09:50:00Z', to: '2026-11-20T10:00:00Z', minutes: 10, fromOnset: false },
  actual: 3,
  expected: null,
  impactShare: null,
  class: 'P1',
  drop,
  conversion: null,
  lossPerHour: estimate(12_000, 'PLN-minor/h', '120.00'),
  valuePerEvent: estimate(15_000, 'PLN-minor', '150.00'),
};
const breakdown = breakdownOf(impact, null, { kind: 'perEvent', currency: 'PLN', minor: 15_000 }, []);

describe('the routes of impact', () => {
  let app: Awaited<ReturnType<typeof createHttp>>;
  const asked: unknown[] = [];
  let money: Machine['money'] = 'all';
  beforeAll(async () => {
    app = await createHttp({ log: pino({ level: 'silent' }), maxBodyBytes: 1_000 });
    guardRoutes(app, async () => ({ ...machine, money }));
    impactRoutes(app, {
      now: () => now,
      catalog: { current: () => emptyCatalog },
      impact: {
        current: () => [impact],
        drops: async (q) => {
          asked.push(q);
          return [drop];
        },
        curve: async (...q) => {
          asked.push(q);
          return curve;
        },
        breakdown: async () => breakdown,
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
    money = 'all';
    expect((await get('drops?from=2026-11-19T00:00:00Z&to=2026-11-20T00:00:00Z&process=p')).json()).toEqual([drop]);
    expect(asked.pop()).toEqual({
      from: Date.parse('2026-11-19T00:00:00Z'),
      to: Date.parse('2026-11-20T00:00:00Z'),
      process: 'p',
    });
    expect((await get('impact')).json()).toEqual([impact]);
    expect((await get('processes/p/breakdown')).json()).toEqual(breakdown);
  });

  it('answers no money to one to whom that of the process is not shown', async () => {
    money = ['another'];
    const hidden = { ...drop, money: null, moneyHidden: true };
    expect((await get('drops')).json()).toEqual([hidden]);
    const whole = { ...impact, lossPerHour: null, valuePerEvent: null, drop: hidden, moneyHidden: true };
    expect((await get('impact')).json()).toEqual([whole]);
    const { lines } = (await get('processes/p/breakdown')).json();
    expect(
      lines.filter((line: { money?: boolean }) => line.money).map(({ value }: { value: string }) => value),
    ).toEqual(['not shown to you', 'not shown to you', 'not shown to you']);
    expect(JSON.stringify(lines)).not.toMatch(/120\.00|150\.00/);
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
