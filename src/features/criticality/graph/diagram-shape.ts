import { arranged } from './arrangement.ts';
import type { Bdd } from './bdd.ts';
import { type FormulaId, type Formulas, nodesUnder, partsOf } from './formula.ts';
import { modulesUnder, usersUnder } from './gate-graph.ts';

/** How a formula becomes a diagram. */
export interface DiagramShape {
  /** Formulas without a shared event: events, modules, and groups of such that only one gate uses. */
  atoms: readonly FormulaId[];
  /** How many of them more than one gate uses: they make the diagram large. */
  shared: number;
  /** The atom that most gates use; null when none is used twice. */
  mostUsed: FormulaId | null;
  /** The root, and what each variable stands for. */
  build(diagram: Bdd): { root: number; variables: readonly FormulaId[] };
}

/**
 * The shape of a formula's diagram. Modules become variables, as do the events that only one gate uses, taken together.
 * Variables that gates use together are asked near each other.
 */
export function diagramShape(store: Formulas, top: FormulaId): DiagramShape {
  const users = usersUnder(store, top);
  const modules = modulesUnder(store, top);
  modules.delete(top);
  const isAtom = (id: FormulaId): boolean => modules.has(id) || store.node(id).op === 'event';

  const met = new Set<FormulaId>();
  const gates = new Map<FormulaId, FormulaId[]>();
  const waiting = [top];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (gates.has(id) || met.has(id)) continue;
    if (isAtom(id)) {
      met.add(id);
      continue;
    }
    const parts = together(store, id, (part) => isAtom(part) && users.get(part) === 1);
    for (const part of parts.grouped) met.add(part);
    gates.set(id, [...parts.grouped, ...parts.others]);
    waiting.push(...[...parts.others].reverse());
  }

  const atoms = [...met];
  const uses = (atom: FormulaId): number => users.get(atom) ?? 1;
  const mostUsed = atoms.reduce((most, atom) => (uses(atom) > uses(most) ? atom : most), atoms[0]!);
  return {
    atoms,
    shared: atoms.filter((atom) => uses(atom) > 1).length,
    mostUsed: uses(mostUsed) > 1 ? mostUsed : null,
    build(diagram) {
      const variables = near(top, gates, met);
      const built = new Map<FormulaId, number>();
      for (const [variable, atom] of variables.entries()) built.set(atom, diagram.variable(variable));
      for (const id of nodesUnder(store, [top])) {
        const parts = gates.get(id)?.map((part) => built.get(part)!);
        if (parts) built.set(id, gate(diagram, store, id, parts));
      }
      return { root: built.get(top)!, variables };
    },
  };
}

/** Gates pull their parts together, parts that they share pull gates together; the top, which holds all, pulls nothing. */
function near(
  top: FormulaId,
  gates: ReadonlyMap<FormulaId, readonly FormulaId[]>,
  atoms: ReadonlySet<FormulaId>,
): FormulaId[] {
  const edges = [...gates].filter(([id]) => id !== top).map(([id, parts]) => [id, ...parts]);
  const vertices = new Set([...gates.get(top)!, ...edges.flat()]);
  return arranged([...vertices], edges).filter((vertex) => atoms.has(vertex));
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
