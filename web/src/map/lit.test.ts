import { expect, it } from 'vitest';
import { mapFixture, whatIfFixture } from '../../fixtures/map.ts';
import { graphOf } from './graph.ts';
import { litOf } from './lit.ts';

const graph = graphOf(mapFixture('calm', Date.parse('2026-11-20T10:15:00Z'), null, false));
const index = (id: string): number => graph.indexOf.get(id)!;
const ids = (nodes: readonly number[] | undefined): string[] =>
  (nodes ?? []).map((node) => graph.nodes[node]!.id).sort();

it('what is picked stands out with all above and below it', () => {
  expect(ids(litOf(graph, index('component:payment-api'), [], null)?.nodes)).toEqual([
    ...['component:ledger-db', 'component:payment-api', 'component:psp-blue', 'component:psp-green'],
    ...['process:payment', 'process:payment-eur'],
  ]);
  expect(litOf(graph, null, [], null)).toBeNull();
});

it('a question of what-if marks what it changes and whom it hits, also beside what is picked', () => {
  const changes = [{ component: 'catalogue', change: 'down' as const }];
  const lit = litOf(graph, index('process:onboarding'), changes, whatIfFixture('calm', { changes }, false));
  expect(lit?.effects.get(index('component:catalogue'))).toBe('changed');
  expect(lit?.effects.get(index('process:search'))).toBe('down');
  expect(lit?.effects.get(index('process:checkout'))).toBe('degraded');
  expect(ids(lit?.nodes)).toEqual(expect.arrayContaining(['process:search', 'component:identity-db']));
});
