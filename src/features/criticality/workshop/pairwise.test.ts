import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, mostComparisons } from './merge-insertion.ts';
import { type Comparison, contradicted, knownOrder, rankingOf } from './pairwise.ts';

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`);
const shuffled = fc
  .integer({ min: 1, max: 40 })
  .chain((count) => fc.shuffledSubarray(names(count), { minLength: count, maxLength: count }));

/** Asks somebody who has the order in mind until all are ranked. */
function askAll(
  given: readonly string[],
  hidden: readonly string[],
): { order: readonly string[]; asked: Comparison[] } {
  const asked: Comparison[] = [];
  for (;;) {
    const { ask, order, leftAtMost } = rankingOf(given, knownOrder(asked));
    if (order !== null) return { order, asked };
    const known = knownOrder(asked);
    expect([known.isBefore(...ask!), known.isBefore(ask![1], ask![0])]).toEqual([false, false]);
    expect(asked.length + leftAtMost).toBeLessThanOrEqual(mostComparisons(given.length));
    const [left, right] = ask!;
    const isLeft = hidden.indexOf(left) < hidden.indexOf(right);
    asked.push(isLeft ? { first: left, second: right } : { first: right, second: left });
  }
}

const binaryInsertion = (count: number): number =>
  names(count).reduce((sum, _, k) => sum + (k === 0 ? 0 : Math.ceil(Math.log2(k + 1))), 0);

describe('ranking by comparisons of two', () => {
  it('finds the order that somebody has in mind, asks nothing that follows, and no more than it said', () => {
    fc.assert(
      fc.property(shuffled, (hidden) => {
        const { order, asked } = askAll(names(hidden.length), hidden);
        expect(order).toEqual(hidden);
        expect(asked.length).toBeLessThanOrEqual(mostComparisons(hidden.length));
        expect(asked.length).toBeLessThanOrEqual(binaryInsertion(hidden.length));
      }),
    );
  });

  it('needs at most what is known of merge insertion, for every order of up to seven', () => {
    // Knuth, 5.3.1, table 1
    expect(names(13).map((_, n) => mostComparisons(n))).toEqual([0, 0, 1, 3, 5, 7, 10, 13, 16, 19, 22, 26, 30]);
    const orders = (left: string[]): string[][] =>
      left.length === 0
        ? [[]]
        : left.flatMap((one) => orders(left.filter((x) => x !== one)).map((rest) => [one, ...rest]));
    for (let n = 1; n <= 7; n++) {
      let most = 0;
      for (const hidden of orders(names(n))) {
        const asking = inOrder(names(n));
        let count = 0;
        let step = asking.next();
        for (; !step.done; count++) step = asking.next(hidden.indexOf(step.value[0]) < hidden.indexOf(step.value[1]));
        expect(step.value).toEqual(hidden);
        most = Math.max(most, count);
      }
      expect([n, most]).toEqual([n, mostComparisons(n)]);
    }
  });

  it('needs no question where earlier answers say it all', () => {
    fc.assert(
      fc.property(shuffled, (hidden) => {
        const chain = hidden.slice(1).map((second, index) => ({ first: hidden[index]!, second }));
        const { order, leftAtMost } = rankingOf(names(hidden.length), knownOrder(chain));
        expect([order, leftAtMost]).toEqual([hidden, 0]);
      }),
    );
  });

  it('tells by which answers a new one is contradicted', () => {
    const said = [
      { first: 'a', second: 'b' },
      { first: 'b', second: 'c' },
    ];
    expect(contradicted(said, { first: 'c', second: 'a' })).toEqual(['a', 'b', 'c']);
    expect(contradicted(said, { first: 'a', second: 'c' })).toBe(null);
    expect(contradicted(said, { first: 'd', second: 'a' })).toBe(null);
  });
});
