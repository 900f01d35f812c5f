import type { Call } from './question.ts';

/** The part of a call graph that a target stands on, with the nodes in the order of their names. */
export interface CallGraph {
  nodes: readonly string[];
  callees: ReadonlyMap<string, readonly string[]>;
  callers: ReadonlyMap<string, readonly string[]>;
  /** False when the graph says nothing about the target: then each measured node is taken as called by it. */
  known: boolean;
}

/** The target and everything it reaches. `measured` are the nodes with metrics. */
export function closureOf(calls: readonly Call[], target: string, measured: readonly string[]): CallGraph {
  const next = new Map<string, Set<string>>();
  for (const { caller, callee } of calls) {
    if (caller === callee) continue;
    const own = next.get(caller) ?? new Set<string>();
    next.set(caller, own.add(callee));
  }
  const known = calls.some(({ caller, callee }) => caller === target || callee === target);
  if (!known) next.set(target, new Set(measured.filter((node) => node !== target)));
  const reached = new Set([target]);
  if (known) for (const node of reached) for (const callee of next.get(node) ?? []) reached.add(callee);
  else for (const callee of next.get(target) ?? []) reached.add(callee);
  const own = (node: string): ReadonlySet<string> =>
    known || node === target ? (next.get(node) ?? new Set()) : new Set();
  return graphOf([...reached].sort(), own, known);
}

/** Only the nodes that are kept; who was reached through others is then called directly. */
export function bridged(graph: CallGraph, kept: ReadonlySet<string>): CallGraph {
  const through = (node: string): Set<string> => {
    const found = new Set<string>();
    const passed = new Set<string>([node]);
    for (const one of passed) {
      for (const callee of graph.callees.get(one) ?? []) {
        if (kept.has(callee)) found.add(callee);
        else passed.add(callee);
      }
    }
    found.delete(node);
    return found;
  };
  return graphOf(
    graph.nodes.filter((node) => kept.has(node)),
    through,
    graph.known,
  );
}

function graphOf(nodes: readonly string[], next: (node: string) => ReadonlySet<string>, known: boolean): CallGraph {
  const callees = new Map(nodes.map((node) => [node, [...next(node)].sort()] as const));
  const callers = new Map<string, string[]>(nodes.map((node) => [node, []]));
  for (const [node, called] of callees) for (const callee of called) callers.get(callee)?.push(node);
  return { nodes, callees, callers, known };
}

/** A shortest path from the target down to the node over nodes that satisfy `through`; null when there is none. */
export function pathTo(
  graph: CallGraph,
  target: string,
  node: string,
  through: (node: string) => boolean = () => true,
): string[] | null {
  const cameFrom = new Map<string, string | null>([[target, null]]);
  for (const reached of cameFrom.keys()) {
    if (reached === node) {
      const path = [];
      for (let at: string | null = node; at !== null; at = cameFrom.get(at) ?? null) path.unshift(at);
      return path;
    }
    for (const callee of graph.callees.get(reached) ?? []) {
      if (!cameFrom.has(callee) && through(callee)) cameFrom.set(callee, reached);
    }
  }
  return null;
}
