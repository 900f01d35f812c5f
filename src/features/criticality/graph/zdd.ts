import { type BddNodes, TooLarge } from './bdd.ts';

/**
 * Sets of minimal cut sets as a zero-suppressed diagram: a path to 1 is a set, made of the variables left by `high`;
 * 0 holds no set, 1 holds the empty one.
 */
export interface CutSetDiagram {
  nodes: BddNodes;
  root: number;
}

/**
 * The minimal cut sets of a diagram of a monotone formula (Rauzy 1993): those with the variable are the minimal ways below
 * `high` that are not ways below `low` already. Throws TooLarge beyond `maxNodes`.
 */
export function minimalCutSets(source: { nodes: BddNodes; root: number }, maxNodes: number): CutSetDiagram {
  const table = new Map<number, Map<number, number>>();
  const nodes = { size: 2, variable: [0x7fffffff, 0x7fffffff], high: [0, 0], low: [0, 0] };
  const withoutKnown = new Map<number, number>();

  function node(variable: number, high: number, low: number): number {
    if (high === 0) return low;
    let ofVariable = table.get(variable);
    if (!ofVariable) {
      ofVariable = new Map();
      table.set(variable, ofVariable);
    }
    const key = high * maxNodes + low;
    let id = ofVariable.get(key);
    if (id === undefined) {
      id = nodes.size++;
      if (id >= maxNodes) throw new TooLarge(`more than ${maxNodes} nodes`);
      nodes.variable.push(variable);
      nodes.high.push(high);
      nodes.low.push(low);
      ofVariable.set(key, id);
    }
    return id;
  }

  /** The sets of a that hold no set of b. */
  function without(a: number, b: number): number {
    if (a === 0 || b === 1) return 0;
    if (b === 0 || a === 1) return a;
    const key = a * maxNodes + b;
    const found = withoutKnown.get(key);
    if (found !== undefined) return found;
    const [va, vb] = [nodes.variable[a]!, nodes.variable[b]!];
    let result: number;
    if (va < vb) result = node(va, without(nodes.high[a]!, b), without(nodes.low[a]!, b));
    else if (va > vb) result = without(a, nodes.low[b]!);
    else {
      const high = without(without(nodes.high[a]!, nodes.high[b]!), nodes.low[b]!);
      result = node(va, high, without(nodes.low[a]!, nodes.low[b]!));
    }
    withoutKnown.set(key, result);
    return result;
  }

  // nodes are numbered after what they lead to, so one pass is enough
  const minimal = new Int32Array(source.nodes.size);
  minimal[1] = 1;
  const wanted = reachable(source);
  for (let id = 2; id < source.nodes.size; id++) {
    if (wanted[id] !== 1) continue;
    const [high, low] = [minimal[source.nodes.high[id]!]!, minimal[source.nodes.low[id]!]!];
    minimal[id] = node(source.nodes.variable[id]!, without(high, low), low);
  }
  return {
    nodes: {
      size: nodes.size,
      variable: Int32Array.from(nodes.variable),
      high: Int32Array.from(nodes.high),
      low: Int32Array.from(nodes.low),
    },
    root: minimal[source.root]!,
  };
}

function reachable({ nodes, root }: { nodes: BddNodes; root: number }): Uint8Array {
  const wanted = new Uint8Array(nodes.size);
  wanted[root] = 1;
  for (let id = root; id > 1; id--) {
    if (wanted[id] !== 1) continue;
    wanted[nodes.high[id]!] = 1;
    wanted[nodes.low[id]!] = 1;
  }
  return wanted;
}
