import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { murmur3 } from './hash64.ts';
import {
  addToHyperLogLog,
  bytesOfHyperLogLog,
  distinctOf,
  type HyperLogLog,
  hyperLogLogOfBytes,
  mergeIntoHyperLogLog,
  newHyperLogLog,
} from './hyperloglog.ts';

function counterOf(from: number, to: number, name = 'user'): HyperLogLog {
  const counter = newHyperLogLog();
  for (let i = from; i < to; i++) addToHyperLogLog(counter, `${name}-${i}`);
  return counter;
}

function merged(...counters: HyperLogLog[]): Uint8Array {
  const out = newHyperLogLog();
  for (const counter of counters) mergeIntoHyperLogLog(out, counter);
  return bytesOfHyperLogLog(out);
}

describe('hash', () => {
  it('is MurmurHash3 x86 128', () => {
    const hex = (text: string): string =>
      murmur3(new TextEncoder().encode(text))
        .map((word) => word.toString(16).padStart(8, '0'))
        .join('');
    expect(hex('')).toBe('0'.repeat(32));
    expect(hex('0')).toBe('0ab2409ea5eb34f8a5eb34f8a5eb34f8');
    expect(hex('01234')).toBe('35c5b3ee7b3b211600ae108800ae1088');
    expect(hex("I will not buy this tobacconist's, it is scratched.")).toBe('9b5b7ba2ef3f7866889adeaf00f3f98e');
  });
});

describe('HyperLogLog++', () => {
  it('is nearly exact while it counts few', () => {
    for (const n of [0, 1, 2, 10, 1_000, 3_000]) {
      const counter = counterOf(0, n);
      expect(counter.registers).toBeNull();
      expect(Math.abs(distinctOf(counter) - n)).toBeLessThanOrEqual(Math.max(0.01, n * 0.001));
    }
  });

  it('is off by 0.81 % in the root mean square, over the whole range and without bias', () => {
    for (const n of [4_000, 20_000, 40_000, 80_000, 120_000]) {
      const runs = 8;
      const misses = Array.from({ length: runs }, (_, r) => distinctOf(counterOf(0, n, `run${r}`)) / n - 1);
      const bias = misses.reduce((a, b) => a + b, 0) / runs;
      expect(Math.abs(bias)).toBeLessThan((3.5 * 0.0081) / Math.sqrt(runs));
      for (const miss of misses) expect(Math.abs(miss)).toBeLessThan(4 * 0.0081);
    }
  });

  it('counts a text once however often it comes', () => {
    const counter = counterOf(0, 5_000);
    const before = bytesOfHyperLogLog(counter);
    for (let i = 0; i < 5_000; i++) addToHyperLogLog(counter, `user-${i}`);
    expect(bytesOfHyperLogLog(counter)).toEqual(before);
  });

  it('merges into the counter of all texts, sparse or not, in any order', () => {
    const ends = fc.integer({ min: 0, max: 6_000 });
    fc.assert(
      fc.property(ends, ends, ends, ends, (p, q, r, s) => {
        const [a, b, c, d] = [p, q, r, s].sort((x, y) => x - y) as [number, number, number, number];
        const all = bytesOfHyperLogLog(counterOf(a, d));
        const [x, y, z] = [counterOf(a, b), counterOf(b, c), counterOf(Math.max(a, c - 500), d)];
        expect(merged(x, y, z)).toEqual(all);
        expect(merged(z, y, x)).toEqual(all);
        const right = newHyperLogLog();
        mergeIntoHyperLogLog(right, y);
        mergeIntoHyperLogLog(right, z);
        expect(merged(right, x)).toEqual(all);
      }),
      { numRuns: 25 },
    );
  });

  it('comes back from its bytes and takes no others', () => {
    for (const n of [0, 7, 2_000, 9_000]) {
      const bytes = bytesOfHyperLogLog(counterOf(0, n));
      expect(bytesOfHyperLogLog(hyperLogLogOfBytes(bytes)!)).toEqual(bytes);
      expect(hyperLogLogOfBytes(bytes.slice(0, -1))).toBeNull();
    }
    expect(hyperLogLogOfBytes(new Uint8Array([9]))).toBeNull();
    expect(hyperLogLogOfBytes(new Uint8Array([1, 1, 5, 60]))).toBeNull();
  });
});
