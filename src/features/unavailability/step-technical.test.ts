import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import type { Incident, TechnicalAlarm } from './incident.ts';
import { stepTechnical } from './step-technical.ts';
import type { TechnicalFact } from './technical-facts.ts';

const start = Date.parse('2026-11-22T02:00:00Z');
const at = (minutes: number): number => start + minutes * minute;
const alarm = (from: number, to: number | null = null, mandatedBy: string | null = null): TechnicalAlarm => ({
  ...{ id: `errors@${from}`, measure: 'errors', mandatedBy },
  ...{ startedAt: at(from), endedAt: to === null ? null : at(to) },
});
const fact = (...alarms: TechnicalAlarm[]): TechnicalFact => ({
  ...{
    component: 'ledger',
    shadow: null,
    over: ['payment'],
    process: 'payment',
    level: 'critical',
    boundToCritical: true,
    alarms,
  },
});
const run = (timeline: [minutes: number, ...facts: TechnicalFact[]][]): Incident[] =>
  timeline.reduce<Incident[]>((before, [minutes, ...facts]) => stepTechnical(before, facts, at(minutes)), []);
const told = ({ transitions }: Incident): string[] =>
  transitions.map(({ at: when, to }) => `${(when - start) / minute} ${to}`);

it('waits three minutes, is open while an alarm lasts, and is the same again soon after', () => {
  const [incident, ...others] = run([
    [1, fact(alarm(0))],
    [3, fact(alarm(0))],
    [10, fact(alarm(0), alarm(9))],
    [20, fact(alarm(0, 15), alarm(9, 18))],
    [40, fact(alarm(0, 15), alarm(9, 18), alarm(38))],
  ]);
  expect(others).toEqual([]);
  expect(told(incident!)).toEqual(['1 suspected', '3 open', '20 recovered', '40 open']);
  expect(incident).toMatchObject({ onset: at(0), endedAt: null, drops: ['errors@0', 'errors@9', 'errors@38'] });
});

it('opens nothing for what was over before it was seen, and another one much later', () => {
  expect(run([[30, fact(alarm(0, 20))]])).toEqual([]);
  const two = run([
    [1, fact(alarm(0))],
    [90, fact(alarm(0, 20), alarm(88))],
  ]);
  expect(two.map(({ drops }) => drops)).toEqual([['errors@0'], ['errors@88']]);
});

it('ends with what is no longer told of, and bears who mandates it', () => {
  const gone = run([[3, fact(alarm(0))], [9]]);
  expect(gone[0]).toMatchObject({ state: 'recovered', endedAt: at(9) });
  const mandated = run([[3, fact(alarm(0), alarm(1, null, 'the regulator'))]]);
  expect(mandated[0]?.technical).toMatchObject({ mandatedBy: 'the regulator', boundToCritical: true });
});

it('tells alarms below one critical process with the first, mandated ones never, and lets go what outlasts it', () => {
  const other = (...alarms: TechnicalAlarm[]): TechnicalFact => ({ ...fact(...alarms), component: 'psp' });
  const both = run([[4, fact(alarm(0)), other({ ...alarm(2), id: 'psp@2' })]]);
  expect(both.map(({ partOf }) => partOf)).toEqual([null, both[0]!.id]);
  const over = stepTechnical(both, [fact(alarm(0, 8)), other({ ...alarm(2), id: 'psp@2' })], at(9));
  expect(over.map(({ state, partOf }) => [state, partOf])).toEqual([
    ['recovered', null],
    ['open', both[0]!.id],
  ]);
  const later = stepTechnical(over, [other({ ...alarm(2), id: 'psp@2' })], at(24));
  expect(later[1]).toMatchObject({ state: 'open', partOf: null });
  const mandated = run([[4, fact(alarm(0)), other({ ...alarm(2, null, 'the regulator'), id: 'psp@2' })]]);
  expect(mandated.map(({ partOf }) => partOf)).toEqual([null, null]);
});

it('is told with the loss of a critical process, and never silenced by what is only a ticket', () => {
  const loss = (level: Incident['level']): Incident => ({
    ...{ id: 'inc-loss', kind: 'loss', process: 'payment', level, days: [], state: 'open', class: 'P2', side: null },
    ...{ onset: at(1), detectedAt: at(3), endedAt: null, drops: ['d'], root: null, partOf: null },
    transitions: [{ at: at(3), from: null, to: 'open', reason: 'found', by: null }],
  });
  const under = (level: Incident['level']) => stepTechnical([loss(level)], [fact(alarm(0))], at(4))[1]?.partOf;
  expect(under('critical')).toBe('inc-loss');
  expect(under('standard')).toBeNull();
  const unbound = { ...fact(alarm(0)), boundToCritical: false };
  expect(stepTechnical([loss('standard')], [unbound], at(4))[1]?.partOf).toBe('inc-loss');
  // what was told with other alarms is told with the loss once that is proven
  const alone = run([[4, fact(alarm(0)), { ...fact({ ...alarm(1), id: 'psp@1' }), component: 'psp' }]]);
  const found = stepTechnical(
    [...alone, loss('critical')],
    [fact(alarm(0)), { ...fact({ ...alarm(1), id: 'psp@1' }), component: 'psp' }],
    at(5),
  );
  expect(found.slice(0, 2).map(({ partOf }) => partOf)).toEqual(['inc-loss', 'inc-loss']);
});

it('keeps what is tried out apart, tells it with nothing, and goes over when it begins or ceases to be tried out', () => {
  const tried = (...alarms: TechnicalAlarm[]): TechnicalFact => ({ ...fact(...alarms), shadow: 'side' });
  const other = { ...alarm(2), id: 'psp@2' };
  const both = run([[6, tried(alarm(0)), fact(other)]]);
  expect(both.map(({ shadow, partOf }) => [shadow, partOf])).toEqual([
    ['side', null],
    [undefined, null],
  ]);
  const counts = stepTechnical(both, [fact(alarm(0), other)], at(9));
  expect(counts.map(({ state, drops }) => [state, drops])).toEqual([
    ['recovered', ['errors@0']],
    ['open', ['psp@2', 'errors@0']],
  ]);
  expect(counts[0]?.transitions.at(-1)?.reason).toBe('It is no longer tried out: from now on it calls.');
  const alone = run([
    [4, fact(alarm(0))],
    [5, tried(alarm(0))],
  ]);
  expect(alone.map(({ state, shadow }) => [state, shadow])).toEqual([
    ['recovered', undefined],
    ['open', 'side'],
  ]);
  expect(alone[0]?.transitions.at(-1)?.reason).toContain('in shadow from now on');
});

it('opens nothing twice, however often a minute is judged', () => {
  const changes = fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 20 }), fc.nat({ max: 2 })), { maxLength: 30 });
  fc.assert(
    fc.property(changes, (timeline) => {
      let [plain, repeated]: [Incident[], Incident[]] = [[], []];
      let alarms: TechnicalAlarm[] = [];
      let now = 0;
      for (const [begins, later, again] of timeline) {
        now += 1 + later;
        const last = alarms.at(-1);
        if (begins && (last === undefined || last.endedAt !== null)) alarms = [...alarms, alarm(now)];
        else if (last?.endedAt === null) alarms = [...alarms.slice(0, -1), { ...last, endedAt: at(now) }];
        plain = stepTechnical(plain, [fact(...alarms)], at(now));
        for (let i = 0; i <= again; i++) {
          repeated = JSON.parse(JSON.stringify(stepTechnical(repeated, [fact(...alarms)], at(now))));
        }
      }
      expect(repeated).toEqual(plain);
      const drops = plain.flatMap((one) => one.drops);
      expect(new Set(drops).size).toBe(drops.length);
      expect(new Set(plain.map(({ id }) => id)).size).toBe(plain.length);
    }),
  );
});
