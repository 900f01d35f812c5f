import type { AlignedSeries } from '../../src/features/unavailability/root/align.ts';
import { type Ranked, ranked } from '../../src/features/unavailability/root/ranking.ts';
import { quantile } from '../../src/maths/quantiles.ts';

/**
 * BARO's robust scorer (Pham, Ha and Zhang, FSE 2024): of each metric max((x − median) / IQR) after the onset, rises only, an IQR of 0
 * taken as 1; a node has the largest of its metrics. The onset is given, so its Bayesian change point has nothing to find.
 */
export function baro(series: readonly AlignedSeries[]): Ranked[] {
  const best = new Map<string, number>();
  for (const { node, normal, window } of series) {
    const [low, middle, high] = [0.25, 0.5, 0.75].map((p) => quantile(normal, p)) as [number, number, number];
    const most = Math.max(...window.filter((value) => !Number.isNaN(value)));
    const score = (most - middle) / (high - low || 1);
    if (Number.isFinite(score)) best.set(node, Math.max(score, best.get(node) ?? Number.NEGATIVE_INFINITY));
  }
  return ranked(best);
}
