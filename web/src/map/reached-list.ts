import type { Worth } from '../design/format/worth.ts';
import type { Firmness, MapGraph, Reached } from './graph.ts';
import { stateOrder } from './state-words.ts';

export interface Reaching {
  node: number;
  firmness: Firmness;
  worth: Worth | null;
}

const firmOrder: readonly Firmness[] = ['hard', 'group', 'soft', 'async'];

/**
 * What was reached, of one kind. Processes: those with most money first, by `money` (at risk with what is picked) or, where that
 * is empty, by what they are worth. Components: what is not well first, then the firmest.
 */
export function reachedList(
  graph: MapGraph,
  { nodes }: Reached,
  kind: 'process' | 'component',
  money: ReadonlyMap<string, Worth | null> | null,
): Reaching[] {
  const found = [...nodes].flatMap(([node, firmness]): Reaching[] => {
    const one = graph.nodes[node]!;
    if (one.kind !== kind) return [];
    const worth =
      kind === 'component' ? one.perHour : money && money.size > 0 ? (money.get(one.name) ?? null) : one.perHour;
    return [{ node, firmness, worth }];
  });
  const ill = ({ node }: Reaching): number => (kind === 'process' ? 0 : stateOrder.indexOf(graph.nodes[node]!.state));
  const worthOf = ({ worth }: Reaching): number => worth?.value ?? -1;
  return found.sort(
    (a, b) =>
      ill(a) - ill(b) ||
      worthOf(b) - worthOf(a) ||
      firmOrder.indexOf(a.firmness) - firmOrder.indexOf(b.firmness) ||
      graph.nodes[a.node]!.displayName.localeCompare(graph.nodes[b.node]!.displayName, 'en'),
  );
}
