import { pearson } from '../../../maths/pearson.ts';
import { type Ranked, ranked } from './ranking.ts';
import type { Measured } from './same-metric.ts';

/**
 * Ranked correlation (the graph-free baseline of the PetShop benchmark): the nodes that are anomalous, except the target,
 * by the p-value of Pearson's correlation with the target over the judged rows, smallest first. Values are −log10 p.
 */
export function rankedCorrelation(
  measured: Measured,
  target: string,
  anomalous: ReadonlyMap<string, number> | null,
): Ranked[] {
  const own = measured.get(target);
  if (anomalous === null || own === undefined) return [];
  const values: [string, number][] = [];
  for (const node of anomalous.keys()) {
    if (node === target) continue;
    const { p, pairs } = pearson(measured.get(node)!.window, own.window);
    if (pairs >= 2) values.push([node, -Math.log10(p)]);
  }
  return ranked(values);
}
