import { type FormulaId, type Formulas, nodesUnder, partsOf, rewriter } from './formula.ts';

/** Sets are kept for each node; above so many the simplification costs more than it saves. */
const maxNodes = 8_000;

/**
 * The same formula with everything that alone makes it fail taken to its top: what both members of a redundant pair stand on
 * becomes a part of an `or`, and disappears from the pair. Often this is most of it.
 */
export function decidersFirst(store: Formulas, top: FormulaId): FormulaId {
  const deciders = decidersOf(store, top);
  const direct = new Set(store.node(top).op === 'or' ? partsOf(store.node(top)) : []);
  if (deciders.every((one) => direct.has(one))) return top;
  const all = new Set(deciders);
  // given that no other decider has failed
  const alone = deciders.map((one) => {
    const parts = partsOf(store.node(one));
    if (parts.length === 0) return one;
    return rewriter(store, (id) => (id !== one && all.has(id) ? store.or([]) : null))(one);
  });
  const rest = rewriter(store, (id) => (all.has(id) ? store.or([]) : null))(top);
  return store.or([...alone, rest]);
}

/**
 * The events, and gates other than `or`, under a formula that alone make it fail. Of an `or` those of any part, of an `and`
 * those of all parts, of "at least k" those of k parts.
 */
function decidersOf(store: Formulas, top: FormulaId): FormulaId[] {
  const nodes = nodesUnder(store, [top]);
  if (nodes.length > maxNodes) return [];
  const index = new Map(nodes.map((id, at) => [id, at]));
  const words = Math.ceil(nodes.length / 32);
  const sets = nodes.map(() => new Int32Array(words));
  for (const [at, id] of nodes.entries()) {
    const node = store.node(id);
    const set = sets[at]!;
    const parts = partsOf(node).map((part) => sets[index.get(part)!]!);
    if (node.op === 'or') for (const part of parts) for (let w = 0; w < words; w++) set[w]! |= part[w]!;
    else {
      if (node.op === 'and') {
        set.set(parts[0]!);
        for (const part of parts) for (let w = 0; w < words; w++) set[w]! &= part[w]!;
      } else if (node.op === 'atLeast') atLeast(set, node.k, parts);
      set[at >> 5]! |= 1 << (at & 31);
    }
  }
  const whole = sets.at(-1)!;
  return nodes.filter((id, at) => id !== top && ((whole[at >> 5]! >> (at & 31)) & 1) === 1);
}

/** Bits that at least k of the sets have. */
function atLeast(result: Int32Array, k: number, sets: readonly Int32Array[]): void {
  for (let word = 0; word < result.length; word++) {
    const reached = new Int32Array(k + 1);
    reached[0] = -1;
    for (const set of sets) for (let j = k; j > 0; j--) reached[j]! |= reached[j - 1]! & set[word]!;
    result[word] = reached[k]!;
  }
}
