import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataSet } from '../../../tests/data-sets.ts';
import { describeWith } from '../../../tests/needs.ts';
import { seededRandom } from '../../maths/random.ts';
import { fallingFit } from './threshold-isotonic.ts';
import { fitStick, lineRss, type Points, stickAt } from './threshold-stick.ts';

const plain = { falling: false, floor: false, pointsBeyond: 2 };

function pointsOf(x: readonly number[], y: readonly number[]): Points {
  return { x: Float64Array.from(x), y: Float64Array.from(y), weight: new Float64Array(x.length).fill(1) };
}

function reference(): Record<string, { x: number[]; y: number[]; fit: number[] } & Record<string, number[]>> {
  return JSON.parse(readFileSync(dataSet('reference-values', 'r_reference.json'), 'utf8'));
}

describeWith('data:reference-values', 'known answers', () => {
  it('breaks the stagnant-band data where the R package segmented does', () => {
    const { x, y, psi, rss, rss_linear, slopes } = reference().segmented_stagnant!;
    const points = pointsOf(x, y);
    const stick = fitStick(points, plain)!;
    expect(Math.abs(stick.knee - psi![0]!)).toBeLessThan(1e-3);
    expect(Math.abs(stick.rss - rss![0]!)).toBeLessThan(1e-6);
    expect(Math.abs(stick.below - slopes![0]!)).toBeLessThan(1e-3);
    expect(Math.abs(stick.beyond - slopes![1]!)).toBeLessThan(1e-3);
    expect(Math.abs(lineRss(points, Number.NEGATIVE_INFINITY) - rss_linear![0]!)).toBeLessThan(1e-6);
  });

  it('breaks the simulated conversion no worse than segmented does, within its interval', () => {
    const { x, y } = reference().segmented_latency_conversion_sim!;
    const stick = fitStick(pointsOf(x, y), plain)!;
    expect(stick.knee).toBeGreaterThan(327.7);
    expect(stick.knee).toBeLessThan(424.2);
  });

  it('falls as R isoreg does', () => {
    const { y, fit } = reference().isotonic_decreasing!;
    const found = fallingFit(
      y,
      y.map(() => 1),
    );
    for (let i = 0; i < fit.length; i++) expect(Math.abs(found[i]! - fit[i]!)).toBeLessThan(1e-9);
  });
});

describe('broken stick', () => {
  it('finds knee, slopes and floor of points that lie on one', () => {
    const truth = { knee: 400, atKnee: 1, below: 1e-4, beyond: -1e-3, saturation: 900, rss: 0 };
    const x = Array.from({ length: 120 }, (_, i) => 100 + 10 * i);
    const points = pointsOf(
      x,
      x.map((at) => stickAt(truth, at)),
    );
    const stick = fitStick(points, { falling: true, floor: true, pointsBeyond: 5 })!;
    expect(stick.knee).toBeCloseTo(400, 0);
    expect(stick.atKnee).toBeCloseTo(1, 3);
    expect(stick.below).toBeCloseTo(1e-4, 6);
    expect(stick.beyond).toBeCloseTo(-1e-3, 5);
    expect(Math.abs(stick.saturation - 900)).toBeLessThan(2);
  });

  it('moves and stretches with its points', () => {
    const shift = fc.double({ min: -1e4, max: 1e4, noNaN: true });
    const scale = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.integer(), shift, scale, (seed, dx, by) => {
        const random = seededRandom(seed);
        const x = Array.from({ length: 40 }, (_, i) => i);
        const y = x.map((at) => 1 - 0.02 * Math.max(0, at - 22) + 0.01 * random.normal());
        const one = fitStick(pointsOf(x, y), plain)!;
        const other = fitStick(
          pointsOf(
            x.map((at) => by * at + dx),
            y,
          ),
          plain,
        )!;
        expect((other.knee - dx) / by).toBeCloseTo(one.knee, 3);
        expect(other.rss).toBeCloseTo(one.rss, 6);
      }),
      { numRuns: 40 },
    );
  });

  it('finds nothing harmful in points that rise, nor in too few', () => {
    const x = Array.from({ length: 30 }, (_, i) => i);
    expect(fitStick(pointsOf(x, x), { falling: true, floor: true, pointsBeyond: 3 })).toBeNull();
    expect(fitStick(pointsOf([1, 2], [1, 0]), { falling: true, floor: true, pointsBeyond: 3 })).toBeNull();
  });

  it('leaves out points without weight', () => {
    const x = Array.from({ length: 30 }, (_, i) => i);
    const points = pointsOf(
      x,
      x.map((at) => 1 - 0.1 * Math.max(0, at - 20)),
    );
    points.y[10] = 50;
    points.weight[10] = 0;
    expect(fitStick(points, plain)!.knee).toBeCloseTo(20, 4);
  });
});

describe('falling curve', () => {
  it('falls, keeps the weighted mean, and leaves alone what falls already', () => {
    const values = fc.array(fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: 1, max: 9 })), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(values, (pairs) => {
        const y = pairs.map(([value]) => value);
        const weight = pairs.map(([, w]) => w);
        const fit = fallingFit(y, weight);
        const mean = (v: ArrayLike<number>): number => Array.from(v).reduce((sum, one, i) => sum + one * weight[i]!, 0);
        for (let i = 1; i < fit.length; i++) expect(fit[i]!).toBeLessThanOrEqual(fit[i - 1]! + 1e-12);
        expect(mean(fit)).toBeCloseTo(mean(y), 8);
        expect([...fallingFit(fit, weight)]).toEqual([...fit]);
      }),
    );
  });

  it('carries points without weight along', () => {
    expect([...fallingFit([3, 9, 2, 1], [1, 0, 1, 1])]).toEqual([3, 3, 2, 1]);
    expect([...fallingFit([9, 3, 9], [0, 1, 0])]).toEqual([3, 3, 3]);
  });
});
