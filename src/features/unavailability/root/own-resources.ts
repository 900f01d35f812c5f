import { metricKind } from './metric-kind.ts';
import { type Ranked, ranked } from './ranking.ts';
import type { Strength } from './strength.ts';

/**
 * Nodes by the strongest of their own measures (processor, memory, disk…) that reaches `limit`. Nobody inherits these from a callee, so the
 * robust score needs no graph; it is that of BARO (Pham et al., FSE 2024) with a floor under the spread.
 */
export function ownResources(strengths: readonly Strength[], limit: number): Ranked[] {
  const best = new Map<string, number>();
  for (const { node, metric, value } of strengths) {
    if (metricKind(metric) === 'own' && value >= limit) best.set(node, Math.max(value, best.get(node) ?? 0));
  }
  return ranked(best);
}
