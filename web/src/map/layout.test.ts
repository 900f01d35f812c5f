import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapFixture } from '../../fixtures/map.ts';
import { sideways } from './cell-order.ts';
import { graphOf } from './graph.ts';
import { type Layout, layOut, nodeSize } from './layout.ts';

const large = mapFixture('many', Date.parse('2026-11-20T10:15:00Z'), null, false);
const areasOf = ({ areas }: typeof large): (string | null)[] => areas.map(({ name }) => name);
const placesOf = ({ nodes }: typeof large, { x, y }: Layout): Record<string, [number, number]> =>
  Object.fromEntries(nodes.map(({ id }, index) => [id, [x[index]!, y[index]!]]));

describe('the layout of a thousand nodes', () => {
  const graph = graphOf(large);
  const layout = layOut(graph, areasOf(large));

  it('puts no node upon another, each into the column of its area', () => {
    expect(large.nodes).toHaveLength(1_000);
    expect(large.edges.length).toBeGreaterThan(4_500);
    const taken = new Set<string>();
    for (const [index, { area }] of large.nodes.entries()) {
      const [x, y] = [layout.x[index]!, layout.y[index]!];
      const band = layout.bands.find(({ name }) => name === area)!;
      expect(x - nodeSize.width / 2).toBeGreaterThanOrEqual(band.x);
      expect(x + nodeSize.width / 2).toBeLessThanOrEqual(band.x + band.width);
      expect(y).toBeLessThan(layout.height);
      taken.add(`${x} ${y}`);
    }
    expect(taken.size).toBe(1_000);
  });

  it('is the same in whatever order the graph is told', () => {
    const other = { ...large, nodes: large.nodes.toReversed(), edges: large.edges.toReversed() };
    expect(placesOf(other, layOut(graphOf(other), areasOf(other)))).toEqual(placesOf(large, layout));
  });

  it('has layers from above: what is needed lies lower', () => {
    for (const { from, to } of graph.edges) {
      if (large.nodes[from]!.layer < large.nodes[to]!.layer) expect(layout.y[from]!).toBeLessThan(layout.y[to]!);
    }
  });

  it('is about as broad as a screen', () => {
    expect(layout.width / layout.height).toBeGreaterThan(1);
    expect(layout.width / layout.height).toBeLessThan(3);
  });
});

it('any graph is laid out without an overlap', () => {
  const nodes = fc.array(fc.record({ layer: fc.nat(4), area: fc.constantFrom(null, 'pay', 'shop') }), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(nodes, fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 60 }), (given, pairs) => {
      const graph = graphOf({
        nodes: given.map((one, index) => ({ ...large.nodes[0]!, ...one, id: `component:${index}` })),
        edges: pairs.map(([from, to]) => ({
          from: `component:${from}`,
          to: `component:${to}`,
          mode: 'hard',
          label: null,
        })),
      });
      const { x, y } = layOut(graph, ['shop', 'pay', 'empty']);
      const taken = given.map((_, index) => `${x[index]} ${y[index]}`);
      expect(new Set(taken).size).toBe(given.length);
    }),
  );
});

it('what hangs together stands together, whatever it is called', () => {
  const chains = 12;
  const nodes = Array.from({ length: chains * 4 }, (_, index) => {
    const [chain, layer] = [index % chains, Math.floor(index / chains)];
    return {
      ...large.nodes[0]!,
      id: `component:${layer}-${(chain * [1, 5, 7, 11][layer]!) % chains}`,
      layer,
      area: null,
      chain,
    };
  });
  const edges = nodes.flatMap(({ id, layer, chain }) =>
    nodes
      .filter((one) => one.layer === layer + 1 && one.chain === chain)
      .map((one) => ({ from: id, to: one.id, mode: 'hard' as const, label: null })),
  );
  const graph = graphOf({ nodes, edges });
  const tied = layOut(graph, []);
  const alone = { ...graph, above: graph.above.map(() => []), below: graph.below.map(() => []) };
  expect(sideways(graph, tied.x)).toBeLessThan(0.1 * sideways(graph, layOut(alone, []).x));
});
