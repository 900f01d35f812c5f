import { type FormulaId, type FormulaNode, type Formulas, nodesUnder, partsOf } from './formula.ts';

/**
 * The formula with every gate that has a single user of the same kind opened into that user: a chain of a thousand components
 * becomes one wide gate. Without recursion.
 */
export function flattened(store: Formulas, top: FormulaId): FormulaId {
  const users = usersUnder(store, top);
  const kept = new Map<FormulaId, FormulaId[]>();
  const waiting = [top];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (kept.has(id)) continue;
    const parts = openParts(store, id, (part) => users.get(part) === 1);
    kept.set(id, parts);
    waiting.push(...parts);
  }
  const built = new Map<FormulaId, FormulaId>();
  for (const id of [...kept.keys()].sort((a, b) => a - b)) {
    const node = store.node(id);
    const parts = kept.get(id)!.map((part) => built.get(part)!);
    if (node.op === 'or') built.set(id, store.or(parts));
    else if (node.op === 'and') built.set(id, store.and(parts));
    else built.set(id, node.op === 'atLeast' ? store.atLeast(node.k, parts) : id);
  }
  return built.get(top)!;
}

/** The parts of a gate, those of its own kind replaced by their parts as far as `opens` says so. */
export function openParts(store: Formulas, id: FormulaId, opens: (part: FormulaId) => boolean): FormulaId[] {
  const node = store.node(id);
  if (node.op !== 'or' && node.op !== 'and') return [...partsOf(node)];
  const parts = new Set<FormulaId>();
  const entered = new Set([id]);
  const waiting = [...node.parts];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const inner = store.node(part);
    if (inner.op !== node.op || !opens(part)) parts.add(part);
    else if (!entered.has(part)) {
      entered.add(part);
      waiting.push(...partsOf(inner));
    }
  }
  return [...parts];
}

/** How many gates use each node under the top. */
export function usersUnder(store: Formulas, top: FormulaId): Map<FormulaId, number> {
  const users = new Map<FormulaId, number>();
  for (const id of nodesUnder(store, [top])) {
    for (const part of partsOf(store.node(id))) users.set(part, (users.get(part) ?? 0) + 1);
  }
  return users;
}

/** Whether everything under the top is used once: its parts are independent at every gate. */
export function isTree(store: Formulas, top: FormulaId): boolean {
  const seen = new Uint8Array(store.size);
  const waiting = [top];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const part of partsOf(store.node(id))) {
      if (seen[part] === 1) return false;
      seen[part] = 1;
      waiting.push(part);
    }
  }
  return true;
}

/** The tops in groups that share no event with each other. */
export function independentGroups(store: Formulas, tops: readonly FormulaId[]): FormulaId[][] {
  const leader = tops.map((_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (leader[at] !== at) at = leader[at] = leader[leader[at]!]!;
    return at;
  };
  const owner = new Map<FormulaId, number>();
  for (const [index, top] of tops.entries()) {
    const waiting = [top];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const found = owner.get(id);
      if (found !== undefined) {
        leader[find(found)] = find(index);
        continue;
      }
      owner.set(id, index);
      waiting.push(...partsOf(store.node(id)));
    }
  }
  const groups = new Map<number, FormulaId[]>();
  for (const [index, top] of tops.entries()) {
    const group = groups.get(find(index)) ?? [];
    groups.set(find(index), group);
    group.push(top);
  }
  return [...groups.values()];
}

/**
 * The gates under a top that share no event with the rest of it: what lies under them is used nowhere else. Each can be
 * treated as one event (Dutuit and Rauzy 1996, in two linear passes).
 */
export function modulesUnder(store: Formulas, top: FormulaId): Set<FormulaId> {
  interface Dates {
    first: number;
    left: number;
    last: number;
  }
  const dates = new Map<FormulaId, Dates>();
  const left: FormulaId[] = [];
  let date = 0;
  const way: { id: FormulaId; parts: readonly FormulaId[]; index: number }[] = [];
  const visit = (id: FormulaId): void => {
    date += 1;
    const known = dates.get(id);
    if (known) {
      known.last = date;
      return;
    }
    dates.set(id, { first: date, left: date, last: date });
    way.push({ id, parts: partsOf(store.node(id)), index: 0 });
  };
  visit(top);
  for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
    const part = at.parts[at.index++];
    if (part !== undefined) visit(part);
    else {
      date += 1;
      const own = dates.get(at.id)!;
      own.left = own.last = date;
      left.push(at.id);
      way.pop();
    }
  }
  // the earliest and latest visit to anything below, parts before wholes
  const below = new Map<FormulaId, { first: number; last: number }>();
  const modules = new Set<FormulaId>();
  for (const id of left) {
    const span = { first: Number.POSITIVE_INFINITY, last: 0 };
    for (const part of partsOf(store.node(id))) {
      const [own, under] = [dates.get(part)!, below.get(part)!];
      span.first = Math.min(span.first, own.first, under.first);
      span.last = Math.max(span.last, own.last, under.last);
    }
    below.set(id, span);
    const own = dates.get(id)!;
    if (isGate(store.node(id)) && span.first > own.first && span.last < own.left) modules.add(id);
  }
  return modules;
}

const isGate = (node: FormulaNode): boolean => 'parts' in node;
