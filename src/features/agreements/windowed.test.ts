import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { type UpAndDown, windowedCurve, worstWindow } from './windowed.ts';

const monthMinutes = 43_200;
const lengths = [1, 5, 15, 60, 360, 1_440, 10_080, 43_200];

function monthWith(isDown: (at: number) => boolean): UpAndDown {
  const down = Array.from({ length: monthMinutes }, (_, at) => (isDown(at) ? 1 : 0));
  return { from: 0, stepMs: minute, down, up: down.map((one) => 1 - one) };
}
const rounded = (counted: UpAndDown): number[] =>
  windowedCurve(counted, lengths).points.map(({ worst }) => worst.numerator / worst.denominator);

describe('the worst window of each length', () => {
  // Sixty bad minutes in a month, 99.861 % either way: the curve tells the shapes apart.
  test('of one block of sixty minutes', () => {
    const block = monthWith((at) => at >= 20_000 && at < 20_060);
    for (const [i, value] of [0, 0, 0, 0, 0.8333, 0.9583, 0.994, 0.99861].entries()) {
      expect(rounded(block)[i]).toBeCloseTo(value, 4);
    }
    expect(windowedCurve(block, [60]).points[0]).toMatchObject({
      from: '1970-01-14T21:20:00Z',
      worst: { numerator: 0 },
    });
  });

  test('of sixty single minutes, 700 apart', () => {
    const spread = monthWith((at) => at % 700 === 0 && at / 700 < 60);
    for (const [i, value] of [0, 0.8, 0.9333, 0.9833, 0.9972, 0.9979, 0.9985, 0.99861].entries()) {
      expect(rounded(spread)[i]).toBeCloseTo(value, 4);
    }
  });

  test('passes over windows without anything, and lengths that do not fit', () => {
    const counted = { from: 0, stepMs: 60 * minute, up: [0, 3, 0], down: [0, 1, 0] };
    expect(
      windowedCurve(counted, [30, 60, 90, 120, 240]).points.map((point) => [point.minutes, point.worst.text]),
    ).toEqual([
      [60, '0.750000'],
      [120, '0.750000'],
    ]);
    expect(worstWindow({ ...counted, up: [0], down: [0] }, 1)).toBeNull();
    expect(() => worstWindow(counted, 0)).toThrow(RangeError);
    expect(() => worstWindow({ ...counted, up: [2 ** 53, 1, 1] }, 1)).toThrow(RangeError);
  });

  test('never falls when the window is made a whole number of times longer, and is what trying all gives', () => {
    const cell = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 10 ** 12 }));
    const cells = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 5 }), (pairs, short, times) => {
        const counted = { from: 0, stepMs: minute, up: pairs.map(([up]) => up), down: pairs.map(([, down]) => down) };
        const one = worstWindow(counted, short);
        expect(one && { at: one.at, ...one.worst }).toEqual(naive(pairs, short));
        const longer = worstWindow(counted, short * times);
        if (!one || !longer) return;
        const product = (a: number, b: number): bigint => BigInt(a) * BigInt(b);
        const [a, b] = [one.worst, longer.worst];
        expect(product(b.numerator, a.denominator) >= product(a.numerator, b.denominator)).toBe(true);
      }),
    );
  });
});

/** Every window added up anew, compared by cross products. */
function naive(pairs: readonly [number, number][], length: number): object | null {
  let best: { at: number; up: bigint; all: bigint } | null = null;
  for (let at = 0; at + length <= pairs.length; at++) {
    const inside = pairs.slice(at, at + length);
    const up = inside.reduce((sum, [one]) => sum + BigInt(one), 0n);
    const all = inside.reduce((sum, [one, other]) => sum + BigInt(one) + BigInt(other), 0n);
    if (all > 0n && (best === null || up * best.all < best.up * all)) best = { at, up, all };
  }
  if (best === null) return null;
  let [a, b] = [best.up, best.all];
  while (b > 0n) [a, b] = [b, a % b];
  const text = (best.up * 1_000_000n) / best.all;
  return {
    at: best.at,
    numerator: Number(best.up / a),
    denominator: Number(best.all / a),
    text: `${text / 1_000_000n}.${String(text % 1_000_000n).padStart(6, '0')}`,
  };
}
