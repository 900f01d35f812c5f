import type { Bdd } from './bdd.ts';
import { type FormulaId, type Formulas, nodesUnder, partsOf } from './formula.ts';
import { modulesUnder, usersUnder } from './gate-graph.ts';

/** How a formula becomes a diagram: what its variables stand for, in their order, and the building of it. */
export interface DiagramShape {
  /** Formulas without a shared event: events, modules, and groups of such that only one gate uses. */
  atoms: readonly FormulaId[];
  /** The atom that most gates use; null when none is used twice. */
  mostUsed: FormulaId | null;
  build(diagram: Bdd): number;
}

/**
 * The shape of a formula's diagram. Modules become variables, as do the events that only one gate uses, taken together.
 * Variables are asked in the order in which a walk from the top meets them, which keeps what belongs together near.
 */
export function diagramShape(store: Formulas, top: FormulaId): DiagramShape {
  const users = usersUnder(store, top);
  const modules = modulesUnder(store, top);
  modules.delete(top);
  const isAtom = (id: FormulaId): boolean => modules.has(id) || store.node(id).op === 'event';

  const variableOf = new Map<FormulaId, number>();
  const gates = new Map<FormulaId, FormulaId[]>();
  const waiting = [top];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (gates.has(id) || variableOf.has(id)) continue;
    if (isAtom(id)) {
      variableOf.set(id, variableOf.size);
      continue;
    }
    const parts = together(store, id, (part) => isAtom(part) && users.get(part) === 1);
    for (const part of parts.grouped) if (!variableOf.has(part)) variableOf.set(part, variableOf.size);
    gates.set(id, [...parts.grouped, ...parts.others]);
    waiting.push(...[...parts.others].reverse());
  }

  const shared = [...variableOf.keys()].filter((atom) => (users.get(atom) ?? 1) > 1);
  return {
    atoms: [...variableOf.keys()],
    mostUsed: shared.reduce<FormulaId | null>(
      (most, atom) => (most === null || users.get(atom)! > users.get(most)! ? atom : most),
      null,
    ),
    build(diagram) {
      const built = new Map<FormulaId, number>();
      for (const [atom, variable] of variableOf) built.set(atom, diagram.variable(variable));
      for (const id of nodesUnder(store, [top])) {
        const parts = gates.get(id);
        if (parts)
          built.set(
            id,
            gate(
              diagram,
              store,
              id,
              parts.map((part) => built.get(part)!),
            ),
          );
      }
      return built.get(top)!;
    },
  };
}

/** The parts of a gate; those that nobody else needs as one part, where the kind of gate allows that. */
function together(
  store: Formulas,
  id: FormulaId,
  lonely: (part: FormulaId) => boolean,
): { grouped: FormulaId[]; others: FormulaId[] } {
  const node = store.node(id);
  const parts = partsOf(node);
  if (node.op !== 'or' && node.op !== 'and') return { grouped: [], others: [...parts] };
  const alone = parts.filter(lonely);
  if (alone.length < 2 || alone.length === parts.length)
    return { grouped: alone, others: parts.filter((p) => !lonely(p)) };
  const group = node.op === 'or' ? store.or(alone) : store.and(alone);
  return { grouped: [group], others: parts.filter((part) => !lonely(part)) };
}

function gate(diagram: Bdd, store: Formulas, id: FormulaId, parts: readonly number[]): number {
  const node = store.node(id);
  if (node.op === 'atLeast') return diagram.atLeast(node.k, parts);
  // from the last variables up: each step then touches only the top of what is built
  const order = [...parts].sort((a, b) => diagram.nodes.variable[b]! - diagram.nodes.variable[a]!);
  const [join, neutral] = node.op === 'or' ? [diagram.or, 0] : [diagram.and, 1];
  return order.reduce((whole, part) => join(whole, part), neutral);
}
