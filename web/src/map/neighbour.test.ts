import { expect, it } from 'vitest';
import { mapFixture } from '../../fixtures/map.ts';
import { graphOf } from './graph.ts';
import { layOut } from './layout.ts';
import { type Arrow, neighbour } from './neighbour.ts';

const answer = mapFixture('calm', Date.parse('2026-11-20T10:15:00Z'), null, false);
const graph = graphOf(answer);
const layout = layOut(
  graph,
  answer.areas.map(({ name }) => name),
);
const after = (id: string, arrow: Arrow): string =>
  graph.nodes[neighbour(graph, layout, graph.indexOf.get(id)!, arrow)]!.id;

it('down leads to what a node stands on, up to what stands on it', () => {
  expect(after('component:cashback-api', 'ArrowDown')).toMatch(/^component:(ledger-db|events)$/);
  expect(after('component:identity-db', 'ArrowUp')).toBe('component:identity');
  expect(after('process:payment', 'ArrowUp')).toBe('process:payment');
});

it('right leads through a whole layer, and left back', () => {
  for (const layer of new Set(answer.nodes.map((one) => one.layer))) {
    const members = answer.nodes.filter((one) => one.layer === layer).map(({ id }) => id);
    const at = (id: string): number => layout.x[graph.indexOf.get(id)!]! * 1e4 + layout.y[graph.indexOf.get(id)!]!;
    const inOrder = members.toSorted((a, b) => at(a) - at(b));
    const walked = [inOrder[0]!];
    while (after(walked.at(-1)!, 'ArrowRight') !== walked.at(-1)) walked.push(after(walked.at(-1)!, 'ArrowRight'));
    expect(walked).toEqual(inOrder);
    expect(after(inOrder.at(-1)!, 'ArrowLeft')).toBe(inOrder.at(-2) ?? inOrder[0]);
  }
});
