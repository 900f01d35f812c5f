import type { CallGraph } from './call-graph.ts';
import type { Strength } from './strength.ts';

/** The strongest measure of each node. */
export function strongestOf(strengths: readonly Strength[]): Map<string, Strength> {
  const best = new Map<string, Strength>();
  for (const one of strengths) if (one.value > (best.get(one.node)?.value ?? 0)) best.set(one.node, one);
  return best;
}

/** Of each node's strength what the strongest of its callees does not already have: max(0, zᵢ − max zⱼ). */
export function explainAway(graph: CallGraph, strongest: ReadonlyMap<string, Strength>): Map<string, number> {
  const rest = new Map<string, number>();
  for (const [node, { value }] of strongest) {
    const below = (graph.callees.get(node) ?? []).map((callee) => strongest.get(callee)?.value ?? 0);
    rest.set(node, Math.max(0, value - Math.max(0, ...below)));
  }
  return rest;
}
