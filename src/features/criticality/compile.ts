import { bdd, TooLarge } from './bdd.ts';
import { type Block, blockValue } from './blocks.ts';
import { diagramShape } from './diagram-shape.ts';
import { type FormulaId, type Formulas, never, rewriter } from './formula.ts';
import { flattened, independentGroups, openParts } from './gate-graph.ts';

/** What an analysis may spend on diagrams; shared by all that is compiled with it. */
export interface Effort {
  /** Nodes that one diagram may have. */
  diagramNodes: number;
  /** Nodes that all diagrams together may have; beyond, each gets only a few. */
  totalNodes: number;
  /** How often what is too large for a diagram is decided by whether a shared part fails. */
  splits: number;
}

export const usualEffort = (): Effort => ({ diagramNodes: 500_000, totalNodes: 3_000_000, splits: 400 });

const fewNodes = 2_000;
/** States less likely than this are not split further. */
const negligible = 1e-10;

export interface Compiled {
  blocks: readonly Block[];
  top: number;
  /** False when a block is loose: the value is then an estimate between two bounds. */
  exact: boolean;
}

/**
 * Cuts the failure "any of `events`, or `rest`" into independent blocks; what shares events becomes a diagram, and where that
 * is too large it is decided event by event until the effort is spent. `probabilities` guide only where to spend it.
 */
export function compile(
  store: Formulas,
  failure: { events: readonly number[]; rest: FormulaId },
  probabilities: ArrayLike<number>,
  effort: Effort,
): Compiled {
  const blocks: Block[] = [];
  const values: number[] = [];
  const known = new Map<FormulaId, number>();
  let exact = true;
  let splits = effort.splits;

  function add(block: Block): number {
    values.push(blockValue(block, values, probabilities));
    return blocks.push(block) - 1;
  }

  function blockOf(id: FormulaId, weight: number): number {
    let found = known.get(id);
    if (found === undefined) {
      found = made(id, weight);
      known.set(id, found);
    }
    return found;
  }

  function made(id: FormulaId, weight: number): number {
    const node = store.node(id);
    if (node.op === 'never' || node.op === 'always') return add({ kind: node.op });
    if (node.op === 'event') return add({ kind: 'event', event: node.event });
    if (node.op === 'atLeast') {
      if (independentGroups(store, node.parts).length < node.parts.length) return dependent(id, weight);
      const parts = node.parts.map((part) => blockOf(part, weight));
      return add({ kind: 'atLeast', k: node.k, parts, loose: false });
    }
    const simple = withoutDecided(id);
    if (simple !== id) return blockOf(simple, weight);
    const groups = independentGroups(
      store,
      openParts(store, id, () => true),
    );
    const whole = (group: FormulaId[]): FormulaId => (node.op === 'or' ? store.or(group) : store.and(group));
    if (groups.length === 1) return dependent(id, weight);
    const parts = groups.map((group) => blockOf(whole(group), weight));
    return add({ kind: node.op, parts, loose: false });
  }

  /** Beside an event of the same `or` that event does not happen elsewhere; in an `and` it does. */
  function withoutDecided(id: FormulaId): FormulaId {
    const { op } = store.node(id);
    const parts = openParts(store, id, () => true);
    const events = new Set(parts.filter((part) => store.node(part).op === 'event'));
    if (events.size === 0 || events.size === parts.length) return id;
    const value = op === 'or' ? store.or([]) : store.and([]);
    const rewrite = rewriter(store, (part) => (events.has(part) ? value : null));
    let changed = false;
    const simpler = parts.map((part) => {
      const one = events.has(part) ? part : rewrite(part);
      changed ||= one !== part;
      return one;
    });
    if (!changed) return id;
    return op === 'or' ? store.or(simpler) : store.and(simpler);
  }

  function dependent(given: FormulaId, weight: number): number {
    const id = flattened(store, given);
    const shape = diagramShape(store, id);
    const maxNodes = Math.min(effort.diagramNodes, Math.max(fewNodes, effort.totalNodes));
    const diagram = bdd(maxNodes);
    try {
      const root = shape.build(diagram);
      effort.totalNodes -= diagram.nodes.size;
      const variables = shape.atoms.map((atom) => blockOf(atom, weight));
      return add({ kind: 'diagram', nodes: trimmed(diagram.nodes, root), root, variables });
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      effort.totalNodes -= diagram.nodes.size;
    }
    const atom = shape.mostUsed;
    if (atom === null || splits <= 0 || weight < negligible) return loose(id, weight);
    splits -= 1;
    const on = blockOf(atom, weight);
    const decided = (value: FormulaId): FormulaId => rewriter(store, (part) => (part === atom ? value : null))(id);
    const low = blockOf(decided(store.or([])), weight * (1 - values[on]!));
    const high = blockOf(decided(store.and([])), weight * values[on]!);
    return add({ kind: 'split', on, high, low });
  }

  function loose(id: FormulaId, weight: number): number {
    exact = false;
    const node = store.node(id);
    if (node.op !== 'or' && node.op !== 'and' && node.op !== 'atLeast') return blockOf(id, weight);
    const parts = node.parts.map((part) => blockOf(part, weight));
    if (node.op === 'atLeast') return add({ kind: 'atLeast', k: node.k, parts, loose: true });
    return add({ kind: node.op, parts, loose: true });
  }

  const alone = failure.events.map((event) => add({ kind: 'event', event }));
  const rest = failure.rest === never ? [] : [blockOf(failure.rest, 1)];
  const top = add({ kind: 'or', parts: [...alone, ...rest], loose: false });
  return { blocks, top, exact };
}

/** The nodes that the root reaches, in their order, without the room that the table had for more. */
function trimmed(nodes: ReturnType<typeof bdd>['nodes'], root: number): ReturnType<typeof bdd>['nodes'] {
  const size = Math.max(2, root + 1);
  return {
    size,
    variable: nodes.variable.slice(0, size),
    high: nodes.high.slice(0, size),
    low: nodes.low.slice(0, size),
  };
}
