import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { refineEnd, refineOnset, shareMissing } from './change-points.ts';
import { advanceRecovery, newRecovery } from './recovery.ts';

function drop(rate: number, share: number, from: number, to: number, seed: number) {
  const random = seededRandom(seed);
  const expected = new Float64Array(120).fill(rate);
  const actual = expected.map((e, i) => random.count(i >= from && i < to ? e * (1 - share) : e, 1));
  return { actual, expected };
}

describe('ends of a drop on one-minute data', () => {
  it('finds a total stop of twelve minutes at 8 a minute, seen as thirty, to the minute', () => {
    let off = 0;
    for (let seed = 0; seed < 200; seed++) {
      const minutes = drop(8, 1, 40, 52, seed);
      const onset = refineOnset(minutes, 22, 34, 52);
      const end = refineEnd(minutes, onset, 64, 90, 1);
      if (Math.abs(onset - 40) > 1 || Math.abs(end - 52) > 1) off++;
    }
    expect(off).toBeLessThanOrEqual(2);
  });

  it('finds a drop of 40 % that was seen a quarter of an hour late', () => {
    const errors: number[] = [];
    for (let seed = 0; seed < 100; seed++)
      errors.push(Math.abs(refineOnset(drop(120, 0.4, 40, 90, seed), 10, 55, 75) - 40));
    expect(errors.filter((e) => e <= 1).length).toBeGreaterThan(90);
  });

  it('takes the end of a slow recovery from where nothing is missing any more', () => {
    const expected = new Float64Array(60).fill(100);
    const actual = expected.map((e, i) => (i < 10 ? e : i < 20 ? 0 : i < 40 ? e * ((i - 20) / 20) : e));
    expect(refineEnd({ actual, expected }, 10, 38, 60, 1)).toBe(38);
  });

  it('lets unknown minutes say nothing', () => {
    const minutes = drop(100, 1, 40, 60, 1);
    minutes.actual.fill(Number.NaN, 45, 50);
    expect(refineOnset(minutes, 10, 42, 60)).toBe(40);
    expect(refineEnd(minutes, 40, 62, 80, 1)).toBe(60);
    expect(shareMissing(minutes, 40, 60)).toBe(0.98);
    expect(shareMissing(minutes, 45, 50)).toBe(0.5);
  });
});

describe('recovery', () => {
  it('is proven in minutes at a high rate, slowly at a low one, never by a half recovery', () => {
    const minutesUntilProven = (rate: number, share: number): number => {
      const recovery = newRecovery(0.2, 1);
      for (let i = 0; i < 500; i++) if (advanceRecovery(recovery, i, rate * (1 - share), rate, 1)) return i + 1;
      return Number.POSITIVE_INFINITY;
    };
    expect(minutesUntilProven(1000, 0)).toBe(3);
    expect(minutesUntilProven(8, 0)).toBeGreaterThan(20);
    expect(minutesUntilProven(1000, 0.5)).toBe(Number.POSITIVE_INFINITY);
    expect(minutesUntilProven(1000, 0.2)).toBe(Number.POSITIVE_INFINITY);
  });
});
