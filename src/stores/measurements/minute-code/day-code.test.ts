import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DayMinutes,
  emptyHours,
  emptyMinutes,
  minutesInDay,
  packDay,
  unpackHours,
  unpackMinutes,
} from './day-code.ts';

const someNumber = fc.oneof(
  fc.nat(5),
  fc.integer({ min: -300, max: 5_000 }),
  fc.constantFrom(0, -1, 2 ** 29 - 1, 2 ** 29, -(2 ** 29), 2 ** 31, 2 ** 40 + 1, -(2 ** 42)),
);
const minute = fc.nat(minutesInDay - 1);
/** Runs of minutes with numbers of a kind, and single ones. */
const someDay: fc.Arbitrary<DayMinutes> = fc
  .record({
    runs: fc.array(fc.tuple(minute, fc.constantFrom(1, 7, 59, 60, 61, 600, 1_440), someNumber, fc.nat(9)), {
      maxLength: 6,
    }),
    single: fc.array(fc.tuple(minute, someNumber), { maxLength: 40 }),
    holes: fc.array(minute, { maxLength: 10 }),
  })
  .map(({ runs, single, holes }) => {
    const day = emptyMinutes();
    const put = (at: number, n: number): void => {
      day.there[at] = 1;
      day.n[at] = n;
    };
    for (const [from, length, n, spread] of runs) {
      for (let at = from; at < Math.min(from + length, minutesInDay); at++) put(at, n + ((at * 7) % (spread + 1)));
    }
    for (const [at, n] of single) put(at, n);
    for (const at of holes) {
      day.there[at] = 0;
      day.n[at] = 0;
    }
    return day;
  });

describe('packed days', () => {
  it('come back as they were, whole or in part, and their hours are the sums of their minutes', () => {
    fc.assert(
      fc.property(someDay, fc.nat(23), fc.nat(24), (day, first, end) => {
        const packed = packDay(day);
        const whole = emptyMinutes();
        whole.n.fill(9);
        whole.there.fill(9);
        unpackMinutes(packed, whole);
        expect(whole).toEqual(day);
        const part = emptyMinutes();
        unpackMinutes(packed, part, first, end);
        expect(part.n.subarray(first * 60, end * 60)).toEqual(day.n.subarray(first * 60, end * 60));
        const hours = emptyHours();
        unpackHours(packed.hours, hours);
        for (let hour = 0; hour < 24; hour++) {
          const own = day.n.subarray(hour * 60, hour * 60 + 60);
          expect(hours.n[hour]).toBe(own.reduce((sum, n) => sum + n, 0));
          expect(hours.there[hour]).toBe(Math.max(...day.there.subarray(hour * 60, hour * 60 + 60)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are refused or read as something whole when bytes were changed, and never without end', () => {
    const bytes = fc.uint8Array({ maxLength: 80 });
    fc.assert(
      fc.property(
        fc.oneof(someDay.map(packDay), fc.record({ hours: bytes, minutes: bytes })),
        fc.nat(),
        fc.nat(255),
        (packed, at, byte) => {
          const { hours, minutes } = { hours: packed.hours.slice(), minutes: packed.minutes.slice() };
          const target = at % 2 === 0 && minutes.length > 0 ? minutes : hours;
          target[at % Math.max(1, target.length)] = byte;
          const day = emptyMinutes();
          try {
            unpackMinutes({ hours, minutes }, day);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            return;
          }
          expect(day.n.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('cut short or with something behind them are refused', () => {
    const day = emptyMinutes();
    day.there.fill(1);
    day.n.forEach((_, at) => {
      day.n[at] = (at * 37) % 91;
    });
    const { hours, minutes } = packDay(day);
    const longer = (bytes: Uint8Array) => Uint8Array.from([...bytes, 0]);
    for (const damaged of [
      { hours: hours.slice(0, -1), minutes },
      { hours: longer(hours), minutes },
      { hours, minutes: minutes.slice(0, -1) },
      { hours, minutes: longer(minutes) },
      { hours: new Uint8Array(), minutes },
    ]) {
      expect(() => unpackMinutes(damaged, emptyMinutes())).toThrow(RangeError);
    }
  });

  it('take few bits: constant minutes one each, and those that are seldom as good as none', () => {
    const steady = emptyMinutes();
    steady.there.fill(1);
    steady.n.fill(12);
    expect(packDay(steady).minutes.length).toBeLessThanOrEqual(24 * 10);
    const seldom = emptyMinutes();
    for (const at of [3, 700, 1_400]) {
      seldom.there[at] = 1;
      seldom.n[at] = 1;
    }
    const { hours, minutes } = packDay(seldom);
    expect(hours.length + minutes.length).toBeLessThanOrEqual(25);
  });
});
