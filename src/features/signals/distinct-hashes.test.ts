import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DistinctHashes, halvesOf, highHalf, lowHalf } from './distinct-hashes.ts';

const hashes = fc.array(fc.oneof(fc.bigInt(0n, 40n), fc.bigInt(0n, 2n ** 64n - 1n)), { maxLength: 400 });

describe('different hashes', () => {
  it('are those of a plain set, in the same order', () => {
    fc.assert(
      fc.property(hashes, (all) => {
        const distinct = new DistinctHashes();
        const plain = new Set<bigint>();
        const halves = halvesOf(BigUint64Array.from(all));
        all.forEach((hash, index) => {
          const [high, low] = [halves[2 * index + highHalf]!, halves[2 * index + lowHalf]!];
          expect(distinct.has(high, low)).toBe(plain.has(hash));
          expect(distinct.add(high, low)).toBe(!plain.has(hash));
          plain.add(hash);
        });
        expect(distinct.size).toBe(plain.size);
        expect([...distinct.values()]).toEqual([...plain]);
      }),
    );
  });

  it('may all begin at the same place', () => {
    const distinct = new DistinctHashes();
    for (let high = 0; high < 1_000; high++) distinct.add(high, 7);
    expect(distinct.has(999, 7)).toBe(true);
    expect(distinct.has(1_000, 7)).toBe(false);
    expect(distinct.size).toBe(1_000);
  });
});
