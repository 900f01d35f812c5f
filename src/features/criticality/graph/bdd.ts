/**
 * Reduced ordered binary decision diagrams (Bryant 1986). A node asks one variable: `high` where it is true, `low` where not;
 * 0 is false, 1 is true. Nodes are held once and numbered after what they lead to. Variables are asked in rising order.
 */
export interface Bdd {
  variable(variable: number): number;
  and(a: number, b: number): number;
  or(a: number, b: number): number;
  /** True where at least k of the parts are. */
  atLeast(k: number, parts: readonly number[]): number;
  readonly nodes: BddNodes;
}

/** The table of nodes, read only; index 0 and 1 are the constants, their variable is larger than any. */
export interface BddNodes {
  size: number;
  variable: Int32Array;
  high: Int32Array;
  low: Int32Array;
}

/** The diagram has grown over its limit. */
export class TooLarge extends Error {}

const last = 0x7fffffff;
const [opAnd, opOr] = [1, 2];

/** A new diagram of at most `maxNodes` nodes; its operations throw TooLarge beyond. Depth of recursion: the variables. */
export function bdd(maxNodes: number): Bdd {
  let capacity = 1 << 6;
  const nodes: BddNodes = {
    size: 2,
    variable: new Int32Array(capacity).fill(last, 0, 2),
    high: new Int32Array(capacity),
    low: new Int32Array(capacity),
  };
  let table = new Int32Array(capacity * 2);
  const cache = operationCache();

  function node(variable: number, high: number, low: number): number {
    if (high === low) return high;
    let at = mixed(variable, high, low) & (table.length - 1);
    for (let found = table[at]!; found !== 0; found = table[at]!) {
      if (nodes.low[found] === low && nodes.high[found] === high && nodes.variable[found] === variable) return found;
      at = (at + 1) & (table.length - 1);
    }
    if (nodes.size >= maxNodes) throw new TooLarge(`more than ${maxNodes} nodes`);
    const id = nodes.size++;
    nodes.variable[id] = variable;
    nodes.high[id] = high;
    nodes.low[id] = low;
    table[at] = id;
    if (nodes.size === capacity) grow();
    return id;
  }

  function grow(): void {
    capacity *= 2;
    nodes.variable = larger(nodes.variable, capacity);
    nodes.high = larger(nodes.high, capacity);
    nodes.low = larger(nodes.low, capacity);
    table = new Int32Array(capacity * 2);
    for (let id = 2; id < nodes.size; id++) {
      let at = mixed(nodes.variable[id]!, nodes.high[id]!, nodes.low[id]!) & (table.length - 1);
      while (table[at] !== 0) at = (at + 1) & (table.length - 1);
      table[at] = id;
    }
    cache.grow(capacity);
  }

  function apply(op: number, a: number, b: number): number {
    if (a === b) return a;
    if (a > b) return apply(op, b, a);
    // a is the smaller, so only it can be a constant
    if (a === 0) return op === opAnd ? 0 : b;
    if (a === 1) return op === opAnd ? b : 1;
    const found = cache.get(op, a, b);
    if (found >= 0) return found;
    const [va, vb] = [nodes.variable[a]!, nodes.variable[b]!];
    const variable = Math.min(va, vb);
    const high = apply(op, va === variable ? nodes.high[a]! : a, vb === variable ? nodes.high[b]! : b);
    const low = apply(op, va === variable ? nodes.low[a]! : a, vb === variable ? nodes.low[b]! : b);
    const result = node(variable, high, low);
    cache.set(op, a, b, result);
    return result;
  }

  const or = (a: number, b: number): number => apply(opOr, a, b);
  const and = (a: number, b: number): number => apply(opAnd, a, b);
  return {
    variable: (variable) => node(variable, 1, 0),
    and,
    or,
    atLeast(k, parts) {
      // after each part: the diagrams of "at least 1, …, k so far"
      const reached = new Array<number>(k + 1).fill(0);
      reached[0] = 1;
      for (const part of parts) for (let j = k; j > 0; j--) reached[j] = or(reached[j]!, and(reached[j - 1]!, part));
      return reached[k]!;
    },
    nodes,
  };
}

/** Remembers results of operations, forgetting older ones when a newer comes to the same place. */
function operationCache() {
  let places = 1 << 7;
  let keys = new Int32Array(places * 3);
  let results = new Int32Array(places);
  return {
    get(op: number, a: number, b: number): number {
      const at = mixed(op, a, b) & (places - 1);
      return keys[3 * at] === op && keys[3 * at + 1] === a && keys[3 * at + 2] === b ? results[at]! : -1;
    },
    set(op: number, a: number, b: number, result: number): void {
      const at = mixed(op, a, b) & (places - 1);
      keys[3 * at] = op;
      keys[3 * at + 1] = a;
      keys[3 * at + 2] = b;
      results[at] = result;
    },
    grow(size: number): void {
      if (size <= places) return;
      places = size;
      keys = new Int32Array(places * 3);
      results = new Int32Array(places);
    },
  };
}

function mixed(a: number, b: number, c: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}

function larger(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}
