import { bdd, TooLarge } from './bdd.ts';
import { type Block, blockValue } from './blocks.ts';
import { decidersFirst } from './deciders.ts';
import { diagramShape } from './diagram-shape.ts';
import { type FormulaId, type Formulas, never, nodesUnder, rewriter } from './formula.ts';
import { flattened, independentGroups, openParts } from './gate-graph.ts';
import { sampledProbability } from './sample.ts';

/** What an analysis may spend on what is hard; shared by all that is compiled with it, and used up. */
export interface Effort {
  /** Nodes that one diagram may have. */
  readonly diagramNodes: number;
  /** Nodes that may be spent on diagrams that turn out too large; afterwards each gets only a few. */
  nodes: number;
  /** How often what is too large for a diagram may be decided by whether a part that many use fails. */
  splits: number;
}

/** Some seconds at the worst. Counted in work, not in time, so that the same catalogue always gives the same answer. */
export const usualEffort = (): Effort => ({ diagramNodes: 80_000, nodes: 400_000, splits: 20 });

/** Standard errors to each side that hold but for one in a hundred thousand. */
const widths = 4.42;
const fewNodes = 2_000;
/** What is no larger gets a small diagram even when the effort is spent. */
const fewGates = 120;
/** Deciding part by part does not help with more parts than this. */
const maxAtoms = 160;
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
    const simpler = decidersFirst(store, id);
    if (simpler !== id) return blockOf(simpler, weight);
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
    const spent = effort.nodes <= 0;
    if (spent && nodesUnder(store, [given]).length > fewGates) return loose(given);
    const id = flattened(store, given);
    const shape = diagramShape(store, id);
    const diagram = bdd(weight === 1 && !spent ? effort.diagramNodes : fewNodes);
    try {
      const root = shape.build(diagram);
      const variables = shape.atoms.map((atom) => blockOf(atom, weight));
      return add({ kind: 'diagram', nodes: trimmed(diagram.nodes, root), root, variables });
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      effort.nodes -= diagram.nodes.size;
    }
    const atom = shape.mostUsed;
    const hopeless = shape.atoms.length > maxAtoms || weight < negligible;
    if (atom === null || hopeless || effort.splits <= 0) return loose(id);
    effort.splits -= 1;
    const on = blockOf(atom, weight);
    const decided = (value: FormulaId): FormulaId => rewriter(store, (part) => (part === atom ? value : null))(id);
    const low = blockOf(decided(store.or([])), weight * (1 - values[on]!));
    const high = blockOf(decided(store.and([])), weight * values[on]!);
    return add({ kind: 'split', on, high, low });
  }

  /** Every gate below as if its parts were independent, in one pass, set right by sampling the whole. */
  function loose(id: FormulaId): number {
    exact = false;
    for (const one of nodesUnder(store, [id])) {
      const node = store.node(one);
      if (known.has(one) || !('parts' in node)) {
        blockOf(one, 0);
        continue;
      }
      const parts = node.parts.map((part) => known.get(part)!);
      known.set(
        one,
        add(
          node.op === 'atLeast'
            ? { kind: node.op, k: node.k, parts, loose: true }
            : { kind: node.op, parts, loose: true },
        ),
      );
    }
    const part = known.get(id)!;
    const { share, standardError } = sampledProbability(store, id, probabilities);
    const [low, high] = [Math.max(0, share - widths * standardError), Math.min(1, share + widths * standardError)];
    const factor = share > 0 && values[part]! > 0 ? share / values[part]! : 1;
    return add({ kind: 'sampled', part, factor, low, high });
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
