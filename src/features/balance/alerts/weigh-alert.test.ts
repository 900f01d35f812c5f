import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../../maths/estimate.ts';
import { type Interval, minute } from '../../../maths/instants.ts';
import { alertVerdict } from './alert-verdict.ts';
import { firesIn } from './fires.ts';
import type { KnownLoss } from './known-losses.ts';
import { checkRetirement } from './retirement-check.ts';
import { weighAlert } from './weigh-alert.ts';

const money = (value: number): Estimate => ({
  ...{ value, unit: 'PLN-minor', low: value, high: value, level: 0.9, method: 'test', basis: {}, grade: 'observed' },
  ...{ version: 'test-1', completeness: 1 },
});
const loss = (from: number, to: number | null, value: number | null = null, nth = 0): KnownLoss => ({
  ...{ id: `d${nth}`, process: 'payment', class: 'P1', from: from * minute, to: to === null ? null : to * minute },
  money: value === null ? null : money(value),
});
const span = (from: number, to: number): Interval => ({ from: from * minute, to: to * minute });
const day = span(0, 200);
const now = 200 * minute;

/** Times to the second, so that they begin and end within minutes; null lasts. */
const time = fc
  .record({
    from: fc.integer({ min: -3_000, max: 12_500 }),
    seconds: fc.integer({ min: 0, max: 2_400 }),
    open: fc.boolean(),
  })
  .map(({ from, seconds, open }) => ({
    from: from * 1_000,
    to: open && from > 10_000 ? null : (from + seconds) * 1_000,
  }));
const lossOf = fc
  .record({
    from: fc.integer({ min: 0, max: 195 }),
    minutes: fc.integer({ min: 1, max: 40 }),
    value: fc.integer({ min: 0, max: 9_999 }),
  })
  .map(({ from, minutes, value }) => loss(from, Math.min(200, from + minutes), value));
const losses = fc.array(lossOf, { maxLength: 8 }).map((all) => all.map((one, nth) => ({ ...one, id: `d${nth}` })));

/** By the words, minute by minute. */
function slowly(times: readonly { from: number; to: number | null }[], known: readonly KnownLoss[]) {
  const lit = new Set<number>();
  for (const { from, to } of times) {
    const end = to ?? Math.max(now, from + 1);
    for (let at = Math.floor(from / minute); at * minute < Math.max(end, from + 1); at++)
      if (at >= 0 && at < 200) lit.add(at);
  }
  const fires: number[][] = [];
  for (let at = 0; at < 200; at++) {
    if (!lit.has(at)) continue;
    if (lit.has(at - 1)) fires.at(-1)!.push(at);
    else fires.push([at]);
  }
  const sees = (at: number, { from, to }: KnownLoss): boolean =>
    at * minute >= from - 10 * minute && at * minute < (to ?? now);
  return {
    minutes: lit.size,
    fires: fires.length,
    withoutDrop: fires.filter((minutes) => !known.some((one) => minutes.some((at) => sees(at, one)))).length,
    told: known.filter((one) => [...lit].some((at) => sees(at, one))).map(({ id }) => id),
    caughtMinutes: known.map(
      ({ from, to }) => [...lit].filter((at) => at * minute >= from && at * minute < to!).length,
    ),
  };
}

describe('weighing an alert', () => {
  it('says the same as looking at every minute, and no money is lost or made', () => {
    fc.assert(
      fc.property(fc.array(time, { maxLength: 12 }), losses, (times, known) => {
        const weight = weighAlert(firesIn(day, times, now), known, day, now);
        const slow = slowly(times, known);
        expect(weight).toMatchObject({ fires: slow.fires, minutes: slow.minutes, withoutDrop: slow.withoutDrop });
        expect([...weight.told]).toEqual(slow.told);
        const sum = (parts: readonly Estimate[]): number => parts.reduce((total, { value }) => total + value, 0);
        const all = sum(known.map((one) => one.money!));
        expect(sum(weight.money.caught) + sum(weight.money.missed)).toBe(all);
        const exact = known.reduce((total, { money: lost, from, to }, nth) => {
          return total + (lost!.value * slow.caughtMinutes[nth]!) / ((to! - from) / minute);
        }, 0);
        expect(Math.abs(sum(weight.money.caught) - exact)).toBeLessThanOrEqual(known.length);
      }),
    );
  });

  it('loses with a replacement exactly what that did not tell of', () => {
    fc.assert(
      fc.property(fc.array(time, { maxLength: 8 }), fc.array(time, { maxLength: 8 }), losses, (own, other, known) => {
        const checked = checkRetirement(firesIn(day, own, now), firesIn(day, other, now), known, now);
        const [mine, theirs] = [slowly(own, known).told, slowly(other, known).told];
        expect(checked.seen).toBe(mine.length);
        expect(checked.lost.map(({ id }) => id)).toEqual(mine.filter((id) => !theirs.includes(id)));
        expect(checked.kept).toBe(checked.seen - checked.lost.length);
      }),
    );
  });

  it('is right from ten minutes before a loss until its end, and not a minute longer', () => {
    const known = [loss(100, 120)];
    const right = (from: number, to: number): number => {
      const { fires, withoutDrop } = weighAlert(firesIn(day, [span(from, to)], now), known, day, now);
      return fires - withoutDrop;
    };
    expect([right(80, 90), right(80, 91), right(119, 130), right(120, 130)]).toEqual([0, 1, 1, 0]);
  });

  it('apportions the money of a drop to the minutes in which it fired', () => {
    const known = [loss(100, 130, 3_000, 0), loss(150, null, 1_000, 1)];
    const { money: worth, precision, recall } = weighAlert(firesIn(day, [span(110, 120)], now), known, day, now);
    expect(worth.caught).toMatchObject([{ value: 1_000, unit: 'PLN-minor' }]);
    expect(worth.missed).toMatchObject([{ value: 3_000 }]);
    expect([precision, recall]).toEqual([
      { numerator: 1, denominator: 1, text: '100 %' },
      { numerator: 1, denominator: 2, text: '50 %' },
    ]);
    expect(weighAlert([], [], day, now)).toMatchObject({
      precision: null,
      recall: null,
      money: { caught: [], missed: [] },
    });
  });
});

describe('the verdict on an alert', () => {
  const say = (fires: number, right: number, all = 0, told = 0, isAbove = true): string => {
    const { verdict, verdictWhy } = alertVerdict({
      fires,
      withoutDrop: fires - right,
      losses: all,
      told,
      days: 30,
      isAbove,
    });
    return `${verdict}: ${verdictWhy}`;
  };
  it.each([
    [say(40, 0, 2, 0), 'noisy: None of 40 fires told of a loss. It told of 0 of 2 P1 and P2.'],
    [say(10, 4, 5, 4), 'noisy: Only 4 of 10 fires told of a loss. It told of 4 of 5 P1 and P2.'],
    [say(4, 2, 2, 2), 'useful: 2 of 4 fires told of a loss. It told of 2 of 2 P1 and P2.'],
    [say(2, 0), 'unknown: It fired twice in 30 days: too few to tell. No process above it had a P1 or P2.'],
    [say(0, 0), 'silent: It did not fire in 30 days, and there was no P1 or P2 to tell of.'],
    [say(0, 0, 1), 'unknown: It was silent in the only P1 or P2: too few to tell.'],
    [say(0, 0, 3), 'blind: It was silent in all 3 P1 and P2 of 30 days.'],
    [
      say(9, 0, 0, 0, false),
      'unknown: It fired 9 times, but no process stands on what it watches, so nobody knows what it is worth.',
    ],
  ])('%s', (said, expected) => expect(said).toBe(expected));
});
