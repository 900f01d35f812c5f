import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knotsOf } from '../../catalog/knots.ts';
import { layersOf } from './layers.ts';

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

describe('layers of a graph', () => {
  it('put each thing below the deepest of what stands on it', () => {
    const layers = layersOf(graph({ sale: ['shop', 'db'], shop: ['auth'], auth: ['db'], db: [], alone: [] }));
    expect(Object.fromEntries(layers)).toEqual({ sale: 0, shop: 1, auth: 2, db: 3, alone: 0 });
  });

  it('lay members of a circle side by side, and what is under it below all of them', () => {
    const layers = layersOf(graph({ sale: ['a'], a: ['b'], b: ['c'], c: ['a', 'db'], db: [] }));
    expect(Object.fromEntries(layers)).toEqual({ sale: 0, a: 1, b: 1, c: 1, db: 2 });
  });

  it('leave out names that nothing bears, and stand a chain of ten thousand', () => {
    const chain = new Map(Array.from({ length: 10_000 }, (_, at) => [`${at}`, [`${at + 1}`]] as const));
    expect(layersOf(chain).get('9999')).toBe(9_999);
    expect(layersOf(graph({ a: ['nobody'] })).get('a')).toBe(0);
  });

  it('go down along every edge that is in no circle, and no further than they must', () => {
    const edge = fc.tuple(fc.nat(11), fc.nat(11));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 40 }), (edges) => {
        const next = new Map<string, string[]>(Array.from({ length: 12 }, (_, at) => [`${at}`, []]));
        for (const [from, to] of edges) next.get(`${from}`)!.push(`${to}`);
        const layers = layersOf(next);
        const knots = knotsOf(next);
        const knotOf = (name: string) => knots.find((knot) => knot.has(name));
        for (const [from, targets] of next) {
          for (const to of targets) {
            if (from === to) continue;
            const together = knotOf(from)?.has(to) ?? false;
            const [above, below] = [layers.get(from)!, layers.get(to)!];
            if (together ? above !== below : above >= below) return false;
          }
        }
        const tops = [...next.keys()].filter((name) => {
          const own = knotOf(name) ?? new Set([name]);
          return [...next].every(([from, to]) => own.has(from) || !to.some((one) => own.has(one)));
        });
        return tops.every((name) => layers.get(name) === 0);
      }),
    );
  });
});
