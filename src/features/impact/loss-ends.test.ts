import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { refineBothEnds } from './loss-ends.ts';

/** Minutes at `rate` with a share missing in [from, to), and slow sides where asked. */
function minutesOf(seed: number, rate: number, share: (i: number) => number, dispersion = 1.5, n = 200) {
  const random = seededRandom(seed);
  const expected = new Float64Array(n).fill(rate);
  const actual = expected.map((e, i) => random.count(e * (1 - share(i)), dispersion));
  return { actual, expected };
}

describe('refineBothEnds', () => {
  it('finds both ends of a total stop to the minute in at least nine of ten, from 8 a minute on', () => {
    for (const rate of [8, 60, 500]) {
      let right = 0;
      for (let seed = 0; seed < 200; seed++) {
        const minutes = minutesOf(seed, rate, (i) => (i >= 100 && i < 112 ? 1 : 0));
        const { from, to } = refineBothEnds(minutes, { from: 106, to: 136 }, 76, 1.5);
        if (Math.abs(from - 100) <= 1 && Math.abs(to - 112) <= 1) right++;
      }
      expect(right, `of 200 at ${rate} a minute`).toBeGreaterThanOrEqual(190);
    }
  });

  it('holds the true ends in its intervals about as often as it says', () => {
    let begins = 0;
    let ends = 0;
    for (let seed = 0; seed < 300; seed++) {
      const minutes = minutesOf(seed, 40, (i) => (i >= 100 && i < 140 ? 0.4 : 0));
      const found = refineBothEnds(minutes, { from: 110, to: 155 }, 80, 1.5);
      if (found.fromBetween[0] <= 100 && found.fromBetween[1] >= 100) begins++;
      if (found.toBetween[0] <= 140 && found.toBetween[1] >= 140) ends++;
    }
    expect(begins).toBeGreaterThan(255);
    expect(ends).toBeGreaterThan(255);
  });

  it('keeps a slow recovery that goes on after the sharp edge', () => {
    const share = (i: number): number => (i < 100 || i >= 150 ? 0 : i < 120 ? 1 : 0.4);
    const { from, to } = refineBothEnds(minutesOf(3, 200, share), { from: 100, to: 160 }, 70, 1.5);
    expect(from).toBe(100);
    expect(Math.abs(to - 150)).toBeLessThanOrEqual(2);
  });

  it('leaves the interval as given where nothing happened', () => {
    let refined = 0;
    for (let seed = 0; seed < 200; seed++) {
      if (
        refineBothEnds(
          minutesOf(seed, 60, () => 0),
          { from: 100, to: 130 },
          70,
          1.5,
        ).refined
      )
        refined++;
    }
    expect(refined).toBeLessThanOrEqual(2);
  });

  it('stays inside what it may look at, whatever the counts', () => {
    const counts = fc.array(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant(Number.NaN)), {
      minLength: 60,
      maxLength: 60,
    });
    fc.assert(
      fc.property(counts, (list) => {
        const minutes = { actual: Float64Array.from(list), expected: new Float64Array(60).fill(20) };
        const found = refineBothEnds(minutes, { from: 30, to: 55 }, 10, 1);
        expect(found.from).toBeGreaterThanOrEqual(10);
        expect(found.to).toBeLessThanOrEqual(55);
        expect(found.from).toBeLessThan(found.to);
        expect(found.fromBetween[0]).toBeLessThanOrEqual(found.from);
        expect(found.fromBetween[1]).toBeGreaterThanOrEqual(found.from);
        expect(found.toBetween[0]).toBeLessThanOrEqual(found.to);
        expect(found.toBetween[1]).toBeGreaterThanOrEqual(found.to);
      }),
    );
  });
});
