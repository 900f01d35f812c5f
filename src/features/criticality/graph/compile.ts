import { bdd, TooLarge } from './bdd.ts';
import { type Block, blockValue, sampledBlock } from './blocks.ts';
import { decidersFirst } from './deciders.ts';
import { type DiagramShape, diagramShape } from './diagram-shape.ts';
import { type FormulaId, type Formulas, never, nodesUnder, rewriter } from './formula.ts';
import { flattened, independentGroups, isTree, openParts } from './gate-graph.ts';
import { sampledProbability } from './sample.ts';

/** What an analysis may spend on what is hard; shared by all that is compiled with it, and used up. */
export interface Effort {
  /** Nodes that one diagram may have. */
  readonly diagramNodes: number;
  /** Nodes that may be spent on diagrams that turn out too large; afterwards each gets only a few. */
  nodes: number;
  /** How often what is too large for a diagram may be decided by whether a part that many use fails. */
  splits: number;
  /** With so many shared parts a diagram was too large before; what has no fewer is not tried again. */
  hopeless?: number;
}

/** Some seconds at the worst. Counted in work, not in time, so that the same catalogue always gives the same answer. */
export const usualEffort = (): Effort => ({ diagramNodes: 80_000, nodes: 400_000, splits: 20 });

const fewNodes = 2_000;
/** What is no larger gets a small diagram even when the effort is spent. */
const fewGates = 120;
/** Deciding part by part does not help with more parts than this. */
const maxAtoms = 160;
/** States less likely than this are not split further. */
const negligible = 1e-10;
/** What was too large with so many shared parts is hardly small enough with a fifth fewer. */
const hopelessFrom = 0.8;
/** Diagrams are built by recursion as deep as they have variables, and blocks as deep as modules lie in modules. */
const maxVariables = 2_000;
const maxDepth = 150;

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
  let depth = 0;

  function add(block: Block): number {
    values.push(blockValue(block, values, probabilities));
    return blocks.push(block) - 1;
  }

  function blockOf(id: FormulaId, weight: number): number {
    let found = known.get(id);
    if (found === undefined) {
      depth += 1;
      found = depth > maxDepth ? loose(id) : made(id, weight);
      depth -= 1;
      known.set(id, found);
    }
    return found;
  }

  function made(id: FormulaId, weight: number): number {
    const node = store.node(id);
    if (node.op === 'never' || node.op === 'always') return add({ kind: node.op });
    if (node.op === 'event') return add({ kind: 'event', event: node.event });
    if (isTree(store, id)) return gateByGate(id, false);
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
    const built = asDiagram(shape, weight === 1 && !spent);
    if (built !== null) {
      const variables = built.variables.map((atom) => blockOf(atom, weight));
      return add({ kind: 'diagram', nodes: built.nodes, root: built.root, variables });
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

  /** Null where it is, or would be, too large. */
  function asDiagram(shape: DiagramShape, large: boolean) {
    if (shape.atoms.length > maxVariables || (large && shape.shared >= (effort.hopeless ?? maxVariables))) return null;
    const diagram = bdd(large ? effort.diagramNodes : fewNodes);
    try {
      const { root, variables } = shape.build(diagram);
      return { root, variables, nodes: trimmed(diagram.nodes, root) };
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      effort.nodes -= diagram.nodes.size;
      if (large) effort.hopeless = hopelessFrom * shape.shared;
      return null;
    }
  }

  /** Every gate below as if its parts were independent, set right by sampling the whole. */
  function loose(id: FormulaId): number {
    if (isTree(store, id)) return gateByGate(id, false);
    exact = false;
    const part = gateByGate(id, true);
    return add(sampledBlock(part, values[part]!, id, sampledProbability(store, id, probabilities)));
  }

  /** A block for every gate below in one pass, without recursion. */
  function gateByGate(id: FormulaId, loose: boolean): number {
    for (const one of nodesUnder(store, [id])) {
      const node = store.node(one);
      if (known.has(one)) continue;
      if (!('parts' in node)) {
        known.set(one, add(node.op === 'event' ? { kind: 'event', event: node.event } : { kind: node.op }));
        continue;
      }
      const parts = node.parts.map((part) => known.get(part)!);
      known.set(
        one,
        add(node.op === 'atLeast' ? { kind: node.op, k: node.k, parts, loose } : { kind: node.op, parts, loose }),
      );
    }
    return known.get(id)!;
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
