import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../../maths/instants.ts';
import type { Slots } from './slots.ts';
import { addMinute, bytesOf, keepMark, putDaySlots, putMinutes, sumBetween, type Totals, totals } from './totals.ts';
import { countWindows, windows } from './windows.ts';

const perDay = 1_440;
/** A day in November, so that nothing begins at zero. */
const firstDay = 20_770;
const start = firstDay * perDay;

/** Minutes as they would be asked for again: what each adds. */
interface World {
  good: number[];
  valid: number[];
  measured: number[];
}

function worldOf(minutes: number, seed: number, most = 50): World {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * below);
  };
  const measured = Array.from({ length: minutes }, () => (next(10) === 0 ? 0 : 1));
  const valid = measured.map((one) => one * next(most));
  return { measured, valid, good: valid.map((all) => all - next(all + 1)) };
}

function slotsFrom(world: World, from: number, to: number): Slots {
  const of = (values: number[]): number[] => values.slice(from, to);
  return {
    from: (start + from) * minute,
    good: Float64Array.from(of(world.good)),
    valid: Float64Array.from(of(world.valid)),
    measured: Uint8Array.from(of(world.measured)),
  };
}

const plain = (world: World, from: number, to: number) => {
  const sum = (values: number[]): number => values.slice(Math.max(0, from), to).reduce((a, b) => a + b, 0);
  return { good: sum(world.good), valid: sum(world.valid), measured: sum(world.measured) };
};

function play(all: Totals, index: number, world: World, from: number, to: number): void {
  for (let at = from; at < to; at++)
    addMinute(all, index, start + at, world.good[at]!, world.valid[at]!, world.measured[at]!);
}

/** Filled as the job does it: the last hours, the days before from the newest on, then minute by minute. */
function filled(world: World, known: number, marks: number[] = []): Totals {
  const all = totals([{ days: 12, hourDays: 5, wide: false }], start + known);
  for (const at of marks) keepMark(all, 0, start + at);
  const recent = Math.max(0, Math.floor((known - 420) / 60) * 60);
  putMinutes(all, 0, slotsFrom(world, recent, known));
  for (let day = Math.floor(known / perDay); day >= 0; day--) {
    putDaySlots(all, 0, slotsFrom(world, day * perDay, Math.min((day + 1) * perDay, Math.floor(known / 60) * 60)));
  }
  return all;
}

describe('running totals', () => {
  it('are what adding up the minutes gives, for windows of minutes, of hours and of days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2_000, max: 9_000 }),
        fc.integer({ min: 1, max: 1_500 }),
        fc.nat(),
        (known, more, seed) => {
          const world = worldOf(known + more, seed);
          const all = filled(world, known);
          play(all, 0, world, known, known + more);
          const end = known + more;
          for (const length of [1, 5, 30, 120, 360])
            expect(sumBetween(all, 0, start + end - length, start + end)).toEqual(plain(world, end - length, end));
          for (const hours of [12, 24, 72]) {
            const from = Math.floor((end - hours * 60) / 60) * 60;
            if (from < 0) continue;
            expect(sumBetween(all, 0, start + from, start + end)).toEqual(plain(world, from, end));
          }
          for (let day = 0; day * perDay < end; day++)
            expect(sumBetween(all, 0, start + day * perDay, start + end)).toEqual(plain(world, day * perDay, end));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('take in what comes late: the last hours minute by minute, earlier days as a whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5_000, max: 9_000 }),
        fc.nat(),
        fc.nat({ max: 400 }),
        fc.nat({ max: 4_000 }),
        (known, seed, recent, old) => {
          const world = worldOf(known, seed);
          const all = filled(world, known);
          for (const at of [known - 1 - Math.min(recent, 350), known - 1_500 - Math.min(old, known - 1_500)]) {
            world.valid[at]! += 7;
            world.good[at]! += 3;
            world.measured[at] = 1;
          }
          putMinutes(all, 0, slotsFrom(world, Math.floor((known - 360) / 60) * 60, known));
          for (let day = 0; day * perDay < known; day++)
            putDaySlots(
              all,
              0,
              slotsFrom(world, day * perDay, Math.min((day + 1) * perDay, Math.floor(known / 60) * 60)),
            );
          expect(sumBetween(all, 0, start + known - 360, start + known)).toEqual(plain(world, known - 360, known));
          expect(sumBetween(all, 0, start, start + known)).toEqual(plain(world, 0, known));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('remember a minute between two hours by its mark, long after its minutes are gone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 3_000 }), fc.nat(), (mark, seed) => {
        const world = worldOf(8_000, seed);
        const early = filled(world, 3_100, [mark]);
        play(early, 0, world, 3_100, 8_000);
        expect(sumBetween(early, 0, start + mark, start + 8_000)).toEqual(plain(world, mark, 8_000));
        const later = filled(world, 60);
        keepMark(later, 0, start + mark);
        play(later, 0, world, 60, 8_000);
        expect(sumBetween(later, 0, start + mark, start + 8_000)).toEqual(plain(world, mark, 8_000));
      }),
      { numRuns: 30 },
    );
  });

  it('hold counts beyond 32 bits, from the first minute that has them on', () => {
    const world = worldOf(3_000, 5, 1_000);
    for (let at = 2_000; at < 3_000; at++) world.valid[at] = 90_000_000;
    const all = filled(world, 1_990);
    play(all, 0, world, 1_990, 3_000);
    expect(sumBetween(all, 0, start + 2_640, start + 3_000)).toEqual(plain(world, 2_640, 3_000));
    expect(sumBetween(all, 0, start, start + 3_000)).toEqual(plain(world, 0, 3_000));
  });

  it('forget the oldest days and keep their memory within bounds', () => {
    const world = worldOf(20 * perDay, 9);
    const all = totals([{ days: 12, hourDays: 5, wide: false }], start);
    const before = bytesOf(all);
    play(all, 0, world, 0, world.good.length);
    expect(bytesOf(all)).toBe(before);
    const from = 10 * perDay;
    expect(sumBetween(all, 0, start + from, start + 20 * perDay)).toEqual(plain(world, from, 20 * perDay));
  });

  it('count every window of many objectives as sums of their minutes', () => {
    const lengths = [0, 5, 30, 60, 120, 360, 1_440, 4_320];
    const worlds = [1, 2, 3].map((seed) => worldOf(7 * perDay, seed));
    const all = totals(
      worlds.map(() => ({ days: 12, hourDays: 12, wide: false })),
      start,
    );
    const w = windows(worlds.map(() => lengths));
    const rule = { rolling: true, duration: '5d', minutes: 5 * perDay } as const;
    for (const [index, world] of worlds.entries()) play(all, index, world, 0, 6 * perDay + 100);
    for (let end = 6 * perDay + 100; end < 6 * perDay + 400; end += 7) {
      countWindows(
        w,
        all,
        worlds.map(() => rule),
      );
      worlds.forEach((world, index) => {
        lengths.forEach((length, nth) => {
          const minutes = length === 0 ? rule.minutes : length;
          const from = minutes > 360 ? Math.floor((end - minutes) / 60) * 60 : end - minutes;
          const at = w.first[index]! + nth;
          const { good, valid, measured } = plain(world, from, end);
          expect([w.good[at], w.valid[at], w.measured[at]]).toEqual([good, valid, measured]);
        });
        play(all, index, world, end, end + 7);
      });
    }
  });
});
