import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { usedBuckets } from './bucket-counts.ts';
import {
  addToDdSketch,
  bucketIndex,
  bucketValue,
  bytesOfDdSketch,
  countOfDdSketch,
  type DdSketch,
  ddSketchOfBytes,
  mergeIntoDdSketch,
  mostBuckets,
  newDdSketch,
  quantileOfDdSketch,
} from './ddsketch.ts';

function sketchOf(values: readonly number[], accuracy = 0.01): DdSketch {
  const sketch = newDdSketch(accuracy);
  for (const value of values) addToDdSketch(sketch, value);
  return sketch;
}

function contents(sketch: DdSketch): unknown {
  return [sketch.accuracy, sketch.zeros, usedBuckets(sketch.positive), usedBuckets(sketch.negative)];
}

function merged(...sketches: DdSketch[]): DdSketch {
  const out = newDdSketch(sketches[0]!.accuracy);
  for (const sketch of sketches) mergeIntoDdSketch(out, sketch);
  return out;
}

const values = fc.array(
  fc.oneof(
    fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.constant(0),
    fc.integer({ min: -50, max: 5_000 }),
  ),
  { maxLength: 60 },
);

describe('DDSketch', () => {
  it.each([
    [1, 0, 0.99],
    [10, 116, 10.0747],
    [123.456, 241, 122.7452],
    [1_000, 346, 1_002.428],
    [8.64e7, 914, 86_060_322.6],
  ])('reads %d in bucket %d as %d', (value, index, estimate) => {
    expect(bucketIndex(0.01, value)).toBe(index);
    const digits = (String(estimate).split('.')[1] ?? '').length;
    expect(bucketValue(0.01, index).toFixed(digits)).toBe(estimate.toFixed(digits));
  });

  it.each([
    [0.005, 1_510],
    [0.01, 755],
    [0.02, 378],
  ])('needs at accuracy %d about %d buckets from 1 ms to 1 h', (accuracy, buckets) => {
    expect(Math.abs(bucketIndex(accuracy, 3_600_000) - bucketIndex(accuracy, 1) + 1 - buckets)).toBeLessThanOrEqual(2);
  });

  it('merges bucket by bucket into the sketch of all values', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const all = contents(sketchOf([...a, ...b, ...c]));
        const [x, y, z] = [sketchOf(a), sketchOf(b), sketchOf(c)];
        expect(contents(merged(x, y, z))).toEqual(all);
        expect(contents(merged(z, x, y))).toEqual(all);
        expect(contents(merged(x, merged(y, z)))).toEqual(all);
      }),
      { numRuns: 200 },
    );
  });

  it('comes back from its bytes', () => {
    fc.assert(
      fc.property(values, (a) => {
        const sketch = sketchOf(a);
        expect(contents(ddSketchOfBytes(bytesOfDdSketch(sketch))!)).toEqual(contents(sketch));
      }),
    );
  });

  it('takes no other bytes', () => {
    const bytes = bytesOfDdSketch(sketchOf([1, 2, 3, -4, 0]));
    expect(ddSketchOfBytes(bytes.slice(0, -1))).toBeNull();
    expect(ddSketchOfBytes(new Uint8Array([...bytes, 0]))).toBeNull();
    expect(ddSketchOfBytes(new Uint8Array())).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
        const read = ddSketchOfBytes(noise);
        expect(read === null || countOfDdSketch(read) >= 0).toBe(true);
      }),
    );
  });

  const random = seededRandom(4);
  const draws: Record<string, () => number> = {
    lognormal: () => Math.exp(5 + random.normal()),
    'Pareto(1.2)': () => (1 - random.uniform()) ** (-1 / 1.2),
    bimodal: () => (random.uniform() < 0.7 ? 80 + 5 * random.normal() : 900 + 50 * random.normal()),
    constant: () => 42.5,
  };
  it.each(Object.keys(draws))('is within its accuracy for every quantile: %s', (name) => {
    for (const accuracy of [0.005, 0.01, 0.02]) {
      const sample = Float64Array.from({ length: 20_000 }, draws[name]!);
      const sketch = newDdSketch(accuracy);
      for (const value of sample) addToDdSketch(sketch, value);
      sample.sort();
      for (let p = 0; p <= 1; p += 0.001) {
        const exact = sample[Math.floor(p * (sample.length - 1))]!;
        const found = quantileOfDdSketch(sketch, p);
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(accuracy * exact * (1 + 1e-9));
      }
    }
  });

  it('keeps the high quantiles when the low buckets are drawn together', () => {
    const sample = Array.from({ length: 4_000 }, (_, i) => 1.02 ** (i - 2_000));
    const sketch = sketchOf(sample);
    expect(sketch.positive.length).toBeLessThanOrEqual(mostBuckets);
    expect(countOfDdSketch(sketch)).toBe(4_000);
    expect(Math.abs(quantileOfDdSketch(sketch, 0.9) / sample[3_599]! - 1)).toBeLessThanOrEqual(0.01);
  });

  it('has no quantile when empty and refuses what is no number', () => {
    expect(quantileOfDdSketch(newDdSketch(), 0.5)).toBeNaN();
    expect(() => addToDdSketch(newDdSketch(), Number.NaN)).toThrow(RangeError);
    expect(() => mergeIntoDdSketch(newDdSketch(0.01), newDdSketch(0.02))).toThrow(RangeError);
  });
});
