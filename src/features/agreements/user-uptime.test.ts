import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fractionOf } from '../../maths/exact-fraction.ts';
import { type Interval, minute } from '../../maths/instants.ts';
import { type UserEvent, userUptime, usualCutoff } from './user-uptime.ts';
import { valueAvailability } from './value-availability.ts';

const events = (user: string, ...all: [at: number, ok: boolean][]): UserEvent[] =>
  all.map(([at, ok]) => ({ user, at: at * minute, ok }));
const sum = (cells: Float64Array): number => cells.reduce((all, one) => all + one, 0);

describe('user-uptime', () => {
  const one = events('a', [0, true], [10, true], [20, false], [25, false], [30, true], [40, true]);
  const other = events('b', [0, true], [22, false], [55, true]);
  const window = { from: 0, to: 60 * minute };

  test('is 77 minutes up and 40 down in the worked example, 0.6581', () => {
    const { up, down } = userUptime([...one, ...other], window, 30 * minute);
    expect([sum(up), sum(down)]).toEqual([77 * minute, 40 * minute]);
    expect(fractionOf(BigInt(sum(up)), BigInt(sum(up) + sum(down)))).toMatchObject({
      numerator: 77,
      denominator: 117,
      text: '0.658119',
    });
  });

  test('takes events by user or by time alike', () => {
    const byTime = [...one, ...other].sort((a, b) => a.at - b.at);
    expect(userUptime(byTime, window, 30 * minute)).toEqual(userUptime([...one, ...other], window, 30 * minute));
  });

  test('lets an event before the window reach into it, and none beyond', () => {
    const { up, down } = userUptime(events('a', [-5, false], [2, true]), { from: 0, to: 3 * minute }, 30 * minute);
    expect([[...up], [...down]]).toEqual([
      [0, 0, minute],
      [minute, minute, 0],
    ]);
  });

  test('refuses what is out of order, and a window of parts of minutes', () => {
    expect(() => userUptime(events('a', [5, true], [4, true]), window, minute)).toThrow(RangeError);
    expect(() => userUptime([], { from: 1, to: 60_001 }, minute)).toThrow(RangeError);
  });

  test('agrees with a naive reckoning by the second, minute by minute', () => {
    const event = fc.record({
      user: fc.constantFrom('a', 'b', 'c'),
      at: fc.integer({ min: -300, max: 900 }),
      ok: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), fc.integer({ min: 1, max: 400 }), (drawn, cutoff) => {
        const ordered = drawn.map((one) => ({ ...one, at: one.at * 1_000 })).sort((a, b) => a.at - b.at);
        const span = { from: 0, to: 12 * minute };
        const found = userUptime(ordered, span, cutoff * 1_000);
        expect({ up: [...found.up], down: [...found.down] }).toEqual(bySecond(ordered, span, cutoff * 1_000));
      }),
    );
  });
});

test('the cut-off is the 99th percentile of the times between events of a user', () => {
  const steady = Array.from({ length: 101 }, (_, i) => events('a', [i * i, true])[0]!);
  expect(usualCutoff(steady)).toBe((99 ** 2 - 98 ** 2) * minute);
  expect(usualCutoff(events('a', [1, true]))).toBeNull();
});

describe('availability by value', () => {
  test('is 0.60 where by time it is 0.75', () => {
    const expected = [5, 5, 20, 40, 20, 10];
    expect(valueAvailability(expected, [5, 5, 0, 20, 20, 10])?.text).toBe('0.600000');
    const degraded = [0, 0, 1, 0.5, 0, 0];
    expect(1 - degraded.reduce((all, one) => all + one, 0) / degraded.length).toBe(0.75);
  });

  test('lets a good minute make up for no bad one, and is none where nothing was expected', () => {
    expect(valueAvailability([10, 10], [30, 0])?.text).toBe('0.500000');
    expect(valueAvailability([0, 0], [1, 1])).toBeNull();
  });
});

/** The second s of a user belongs to the last event at or before it, if that is less than the cut-off ago. */
function bySecond(ordered: readonly UserEvent[], window: Interval, cutoffMs: number): { up: number[]; down: number[] } {
  const cells = { up: Array<number>(12).fill(0), down: Array<number>(12).fill(0) };
  for (const user of ['a', 'b', 'c']) {
    for (let at = window.from; at < window.to; at += 1_000) {
      const owner = ordered.filter((one) => one.user === user && one.at <= at).at(-1);
      if (!owner || at - owner.at >= cutoffMs) continue;
      cells[owner.ok ? 'up' : 'down'][Math.floor(at / minute)]! += 1_000;
    }
  }
  return cells;
}
