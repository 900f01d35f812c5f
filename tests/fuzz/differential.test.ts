import { describe, expect, it } from 'vitest';
import { differenceOf } from './differential.ts';
import { differentials } from './differentials.ts';

describe('two ways held against each other', () => {
  it('are named once, and agree on the bodies they begin from', () => {
    const names = differentials.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, seeds, differs } of differentials) {
      expect(name).toMatch(/-differential$/);
      expect(seeds.length).toBeGreaterThan(0);
      for (const seed of seeds) expect([name, seed.toString('utf8', 0, 300), differs(seed)][2]).toBeNull();
    }
  });

  it('differ where anything does: values, types, keys, the contents of maps, sets and typed arrays', () => {
    const pairs: [unknown, unknown][] = [
      [1, 2],
      [1, 1n],
      [0, -0],
      [{ a: 1 }, { a: 1, b: undefined }],
      [[1, 2], [1]],
      [[], {}],
      [new Map([['a', 1]]), new Map([['a', 2]])],
      [new Set([1]), new Set([2])],
      [new Uint8Array([1]), new Uint8Array([2])],
      [{ a: { b: null } }, { a: { b: {} } }],
    ];
    for (const [slow, fast] of pairs) {
      expect(differenceOf(slow, fast)).not.toBeNull();
      expect(differenceOf(structuredClone(slow), slow)).toBeNull();
    }
  });
});
