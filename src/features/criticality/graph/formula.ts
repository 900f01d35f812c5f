/**
 * Formulas of failure over numbered events: what must go wrong for something to be down. Monotone: `or`, `and` and "at
 * least k of", no negation. Equal formulas are held once, so a component that many stand on is one node however often it is
 * named; the parts of a node have smaller numbers than the node itself.
 */
export type FormulaId = number;

export type FormulaNode =
  | { op: 'never' }
  | { op: 'always' }
  | { op: 'event'; event: number }
  | { op: 'or' | 'and'; parts: readonly FormulaId[] }
  | { op: 'atLeast'; k: number; parts: readonly FormulaId[] };

/** The formulas with these fixed numbers: nothing makes it fail, and it has failed. */
export const never: FormulaId = 0;
export const always: FormulaId = 1;

export interface Formulas {
  node(id: FormulaId): FormulaNode;
  event(event: number): FormulaId;
  /** Fails when one of the parts does; with no parts never. */
  or(parts: readonly FormulaId[]): FormulaId;
  /** Fails when all parts do; with no parts always. */
  and(parts: readonly FormulaId[]): FormulaId;
  /** Fails when at least k of the parts do; a part named twice counts twice. */
  atLeast(k: number, parts: readonly FormulaId[]): FormulaId;
  readonly size: number;
}

export function formulas(): Formulas {
  const nodes: FormulaNode[] = [{ op: 'never' }, { op: 'always' }];
  const events = new Map<number, FormulaId>();
  const known = new Map<string, FormulaId>();

  function add(key: string, node: FormulaNode): FormulaId {
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, nodes.length);
    return nodes.push(node) - 1;
  }

  /** `or` without its neutral and deciding parts is the mirror of `and`. */
  function gate(op: 'or' | 'and', given: readonly FormulaId[]): FormulaId {
    const [neutral, deciding] = op === 'or' ? [never, always] : [always, never];
    const set = new Set<FormulaId>();
    for (const part of given) {
      if (part === deciding) return deciding;
      if (part !== neutral) set.add(part);
    }
    if (set.size === 0) return neutral;
    const parts = [...set];
    if (parts.length === 1) return parts[0]!;
    parts.sort((a, b) => a - b);
    return add(`${op}${parts.join(' ')}`, { op, parts });
  }

  function atLeast(k: number, given: readonly FormulaId[]): FormulaId {
    const failed = given.filter((part) => part === always).length;
    const parts = given.filter((part) => part !== always && part !== never).sort((a, b) => a - b);
    const needed = k - failed;
    if (needed <= 0) return always;
    if (needed > parts.length) return never;
    if (needed === 1) return gate('or', parts);
    if (needed === parts.length) return gate('and', parts);
    return add(`${needed}:${parts.join(' ')}`, { op: 'atLeast', k: needed, parts });
  }

  return {
    node: (id) => nodes[id]!,
    event(event) {
      let id = events.get(event);
      if (id === undefined) {
        id = nodes.push({ op: 'event', event }) - 1;
        events.set(event, id);
      }
      return id;
    },
    or: (parts) => gate('or', parts),
    and: (parts) => gate('and', parts),
    atLeast,
    get size() {
      return nodes.length;
    },
  };
}

/** The parts of a node; none for events and constants. */
export function partsOf(node: FormulaNode): readonly FormulaId[] {
  return 'parts' in node ? node.parts : [];
}

/** Every node under these, themselves included, parts before wholes. */
export function nodesUnder(store: Formulas, tops: readonly FormulaId[]): FormulaId[] {
  const seen = new Uint8Array(store.size);
  const found: FormulaId[] = [];
  const meet = (id: FormulaId): void => {
    if (seen[id] === 1) return;
    seen[id] = 1;
    found.push(id);
  };
  for (const top of tops) meet(top);
  for (let at = 0; at < found.length; at++) for (const part of partsOf(store.node(found[at]!))) meet(part);
  return Array.from(Int32Array.from(found).sort());
}

/**
 * A function that gives formulas with some of their nodes replaced, everything above rebuilt; `replacement` gives null for what
 * stays. A replaced node is not looked into, and a part that many formulas share is rebuilt once.
 */
export function rewriter(
  store: Formulas,
  replacement: (id: FormulaId, node: FormulaNode) => FormulaId | null,
): (top: FormulaId) => FormulaId {
  const done = new Map<FormulaId, FormulaId>();
  return (top) => {
    const waiting = [top];
    for (let id = waiting.at(-1); id !== undefined; id = waiting.at(-1)) {
      if (done.has(id)) {
        waiting.pop();
        continue;
      }
      const node = store.node(id);
      const replaced = replacement(id, node);
      if (replaced !== null || !('parts' in node)) {
        done.set(id, replaced ?? id);
        waiting.pop();
        continue;
      }
      const missing = node.parts.filter((part) => !done.has(part));
      if (missing.length > 0) {
        waiting.push(...missing);
        continue;
      }
      done.set(
        id,
        rebuilt(
          store,
          node,
          node.parts.map((part) => done.get(part)!),
        ),
      );
      waiting.pop();
    }
    return done.get(top)!;
  };
}

function rebuilt(store: Formulas, node: FormulaNode, parts: readonly FormulaId[]): FormulaId {
  return node.op === 'atLeast' ? store.atLeast(node.k, parts) : node.op === 'or' ? store.or(parts) : store.and(parts);
}
