import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MapEdge, MapNode } from '../../../src/features/criticality/map/map-contract.ts';
import { graphOf, reach } from './graph.ts';

const node = (id: string, given: Partial<MapNode> = {}): MapNode => ({
  ...{ id, kind: id.startsWith('process') ? 'process' : 'component', name: id.split(':')[1] ?? id, displayName: id },
  ...{ type: null, area: null, level: null, derived: null, state: 'ok', perHour: null, layer: 1, findings: 0 },
  ...given,
});
const edge = (from: string, to: string, mode: MapEdge['mode'] = 'hard'): MapEdge => ({ from, to, mode, label: null });
const nodes = ['process:p', 'process:q', 'component:a', 'component:b', 'component:c', 'component:d'].map((id) =>
  node(id),
);
const graph = graphOf({
  nodes,
  edges: [
    edge('process:p', 'component:a'),
    edge('component:a', 'component:b', 'soft'),
    edge('process:p', 'component:c', 'group'),
    edge('component:c', 'component:b'),
    edge('process:q', 'component:a', 'async'),
    edge('component:d', 'component:b', 'discovered'),
    edge('component:d', 'component:nowhere'),
  ],
});
const reached = (id: string, direction: 'above' | 'below') =>
  Object.fromEntries(
    [...reach(graph, graph.indexOf.get(id)!, direction).nodes].map(([at, mode]) => [nodes[at]!.id, mode]),
  );

describe('what is reached', () => {
  it('upwards are those that stand on it, each by its firmest way', () => {
    expect(reached('component:b', 'above')).toEqual({
      ...{ 'component:a': 'soft', 'component:c': 'hard', 'process:p': 'group', 'process:q': 'async' },
    });
  });

  it('downwards is what it stands on', () => {
    expect(reached('process:q', 'below')).toEqual({ 'component:a': 'async', 'component:b': 'async' });
  });

  it('ends in circles too, and holds exactly what ways of declared edges lead to', () => {
    const pairs = fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.boolean()), { maxLength: 30 });
    fc.assert(
      fc.property(pairs, (given) => {
        const some = Array.from({ length: 8 }, (_, index) => node(`component:${index}`));
        const edges = given.map(([from, to, isDeclared]) =>
          edge(`component:${from}`, `component:${to}`, isDeclared ? 'soft' : 'discovered'),
        );
        const found = reach(graphOf({ nodes: some, edges }), 0, 'below').nodes;
        const expected = new Set([0]);
        for (let round = 0; round < 8; round += 1)
          for (const [from, to, isDeclared] of given) if (isDeclared && expected.has(from)) expected.add(to);
        expected.delete(0);
        expect(new Set(found.keys())).toEqual(expected);
      }),
    );
  });
});
