import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../maths/estimate.ts';
import { minute, toRfc3339 } from '../../maths/instants.ts';
import type { Drop } from '../impact/contract.ts';
import type { Alarm } from '../objectives/contract.ts';
import { type MatrixFacts, matrixOf, mostListed } from './matrix.ts';
import { spansWithin } from './minute-spans.ts';

const origin = Date.parse('2026-11-20T10:00:00Z');
const at = (index: number) => origin + index * minute;
const window = { from: at(0), to: at(60) };
const estimate = (value: number, unit: string): Estimate => ({
  value,
  unit,
  low: value,
  high: value,
  level: 0.9,
  method: 'm',
  basis: {},
  grade: 'observed',
  version: '1',
  completeness: 1,
});
const drop = (process: string, from: number, to: number | null, minor: number | null = null): Drop => ({
  id: `${process}-${from}`,
  process,
  onset: toRfc3339(at(from)),
  detectedAt: toRfc3339(at(from)),
  endedAt: to === null ? null : toRfc3339(at(to)),
  class: 'P1',
  level: null,
  impactShare: null,
  lost: estimate(1, 'events'),
  money: minor === null ? null : estimate(minor, 'PLN-minor'),
});
const alarm = (component: string, from: number, to: number | null): Alarm => ({
  id: `${component}-${from}`,
  component,
  measure: `technical_service_${component}_availability`,
  startedAt: toRfc3339(at(from)),
  endedAt: to === null ? null : toRfc3339(at(to)),
});
const process = (name: string, components: string[], unknown: [number, number][] = []) => ({
  name,
  components,
  unknown: spansWithin(
    window,
    unknown.map(([from, to]) => ({ from: at(from), to: at(to) })),
  ),
});
const matrix = (facts: Partial<MatrixFacts>) =>
  matrixOf({ window, process: null, processes: [], drops: [], alarms: [], now: window.to, ...facts });
const minutesOf = ({ cells }: ReturnType<typeof matrix>) => [
  cells.alarmAndDrop.minutes,
  cells.alarmNoDrop.minutes,
  cells.dropNoAlarm.minutes,
  cells.neither.minutes,
];

describe('the 2×2', () => {
  it('sorts process-minutes by what held in them', () => {
    const answer = matrix({
      processes: [process('payment', ['api', 'db']), process('cashback', ['batch'], [[50, 60]])],
      drops: [drop('payment', 10, 22, 1_200)],
      alarms: [alarm('api', 12, 17), alarm('db', 15, 25), alarm('batch', 0, 5), alarm('nobody', 0, 60)],
    });
    expect(minutesOf(answer)).toEqual([10, 3 + 5, 2, 60 - 15 + 45]);
    expect(answer.unknownMinutes).toBe(10);
    expect(answer.cells.alarmAndDrop.money).toMatchObject([{ value: 1_000, text: { value: '10.00' } }]);
    expect(answer.cells.dropNoAlarm.money).toMatchObject([{ value: 200 }]);
    expect(answer.cells.alarmNoDrop.money).toEqual([]);
    expect(answer.alarms.map(({ component, processes, duringDrop }) => [component, processes, duringDrop])).toEqual([
      ['db', ['payment'], true],
      ['api', ['payment'], true],
      ['batch', ['cashback'], false],
      ['nobody', [], false],
    ]);
  });

  it('counts the same component once for each process that stands on it', () => {
    const processes = [process('payment', ['api']), process('cashback', ['api'])];
    expect(minutesOf(matrix({ processes, alarms: [alarm('api', 0, 10)] }))).toEqual([0, 20, 0, 100]);
  });

  it('lets drops and alarms that last end now', () => {
    const facts = { processes: [process('payment', ['api'])], drops: [drop('payment', 30, null, 900)] };
    expect(minutesOf(matrix({ ...facts, alarms: [alarm('api', 50, null)] }))).toEqual([10, 0, 20, 30]);
  });

  it('leaves the money of minutes outside the window outside', () => {
    const answer = matrix({ processes: [process('payment', [])], drops: [drop('payment', -30, 10, 4_000)] });
    expect(answer.cells.dropNoAlarm).toMatchObject({ minutes: 10, money: [{ value: 1_000 }] });
  });

  it('puts a drop’s whole money on its measured minutes', () => {
    const answer = matrix({
      processes: [process('payment', ['api'], [[10, 20]])],
      drops: [drop('payment', 0, 20, 1_000)],
      alarms: [alarm('api', 5, 20)],
    });
    expect(minutesOf(answer)).toEqual([5, 0, 5, 40]);
    expect(answer.cells.alarmAndDrop.money).toMatchObject([{ value: 500 }]);
    expect(answer.cells.dropNoAlarm.money).toMatchObject([{ value: 500 }]);
  });

  it('speaks of one process alone when asked for it', () => {
    const alarms = [alarm('api', 0, 10), alarm('batch', 0, 5)];
    const answer = matrix({ process: 'payment', processes: [process('payment', ['api'])], alarms });
    expect(answer.alarms.map(({ component }) => component)).toEqual(['api']);
    expect(minutesOf(answer)).toEqual([0, 10, 0, 50]);
  });

  it('lists the newest 200 and counts all', () => {
    const alarms = Array.from({ length: 250 }, (_, index) => alarm('api', index / 5, index / 5 + 0.1));
    const answer = matrix({ processes: [process('payment', ['api'])], alarms });
    expect(answer.alarms).toHaveLength(mostListed);
    expect(answer.alarms[0]!.startedAt).toBe(toRfc3339(at(249 / 5)));
    expect(answer.cells.alarmNoDrop.minutes).toBe(50);
  });

  const times = fc
    .tuple(fc.integer({ min: -20, max: 70 }), fc.nat(40))
    .map(([from, length]) => [from, from + length] as const);
  const someTimes = fc.array(times, { maxLength: 4 });

  it('adds up to processes × minutes exactly, and equals the count minute by minute', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(someTimes, someTimes, someTimes), { maxLength: 3 }), (some) => {
        const processes = some.map(([unknown], index) =>
          process(
            `p${index}`,
            [`c${index}`],
            unknown.map(([a, b]) => [a, b]),
          ),
        );
        const drops = some.flatMap(([, own], index) => own.map(([from, to]) => drop(`p${index}`, from, to)));
        const alarms = some.flatMap(([, , own], index) => own.map(([from, to]) => alarm(`c${index}`, from, to)));
        const answer = matrix({ processes, drops, alarms, now: at(200) });
        const counted = [0, 0, 0, 0];
        let unknown = 0;
        for (const own of some) {
          for (let index = 0; index < 60; index++) {
            const [dark, dropped, alarmed] = own.map((list) => list.some(([from, to]) => from <= index && index < to));
            if (dark) unknown++;
            else counted[(dropped ? 0 : 1) + (alarmed ? 0 : 2)]!++;
          }
        }
        const [both, alarmOnly, dropOnly, neither] = minutesOf(answer);
        expect([both, alarmOnly, dropOnly, neither]).toEqual([counted[0], counted[1], counted[2], counted[3]]);
        expect(answer.unknownMinutes).toBe(unknown);
        expect(both! + alarmOnly! + dropOnly! + neither! + answer.unknownMinutes).toBe(some.length * 60);
      }),
    );
  });

  it('loses and invents no money: the cells hold all that drops inside the window lost', () => {
    const inside = fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 20 }), fc.integer({ min: -999, max: 999_999 }));
    fc.assert(
      fc.property(fc.array(inside, { maxLength: 4 }), someTimes, (losses, alarmed) => {
        const drops = losses.map(([from, length, minor]) => drop('p', from, from + length, minor));
        const alarms = alarmed.map(([from, to]) => alarm('c', from, to));
        const { cells } = matrix({ processes: [process('p', ['c'])], drops, alarms, now: at(200) });
        const held = Object.values(cells).flatMap(({ money }) => money.map(({ value }) => value));
        expect(held.reduce((sum, value) => sum + value, 0)).toBe(losses.reduce((sum, [, , minor]) => sum + minor, 0));
      }),
    );
  });
});
