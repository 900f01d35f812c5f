import { align } from '../../src/features/unavailability/root/align.ts';
import { closureOf } from '../../src/features/unavailability/root/call-graph.ts';
import { rankedCorrelation } from '../../src/features/unavailability/root/correlation.ts';
import type { RootQuestion } from '../../src/features/unavailability/root/question.ts';
import { fuse, type Ranked, ranked, reciprocalRanks } from '../../src/features/unavailability/root/ranking.ts';
import { residualRanking, residualSeries } from '../../src/features/unavailability/root/residuals.ts';
import { rootCandidates } from '../../src/features/unavailability/root/root-candidates.ts';
import { sameMetric } from '../../src/features/unavailability/root/same-metric.ts';
import { anomalousRow, traversal } from '../../src/features/unavailability/root/traversal.ts';
import { baro } from './baro.ts';

/** What each method answers to the same question; an empty ranking says nothing. */
export interface Answers {
  traversal: Ranked[];
  correlation: Ranked[];
  residuals: Ranked[];
  fusion: Ranked[];
  baro: Ranked[];
  waga: Ranked[];
}

export const methodNames: Record<keyof Answers, string> = {
  traversal: 'traversal',
  correlation: 'ranked correlation',
  residuals: 'CIRCA-style residuals',
  fusion: 'fusion of the three',
  baro: 'BARO',
  waga: 'Waga',
};

/** All methods on one question. The baselines are those of the published recipes, without Waga's limits; `firstRow` is theirs. */
export function answersOf(question: RootQuestion, firstRow = 0): Answers & { abstained: boolean } {
  const { target } = question;
  const nodes = new Set([...question.metrics, ...(question.normal ?? [])].map(({ node }) => node));
  const graph = closureOf(question.graph, target.node, [...nodes]);
  const { series } = align(question, new Set(graph.nodes));
  const measured = sameMetric(series, graph.nodes, target.metric);
  const row = anomalousRow(measured, target.node, firstRow);
  const walked = traversal(graph, target.node, row);
  const correlated = rankedCorrelation(measured, target.node, row);
  const residuals = residualRanking(graph, residualSeries(graph, measured));
  const votes = [reciprocalRanks(walked), reciprocalRanks(correlated), reciprocalRanks(residuals, 3)];
  const { abstained, candidates } = rootCandidates(question);
  return {
    traversal: walked,
    correlation: correlated,
    residuals,
    fusion: ranked(fuse(votes)),
    baro: baro(series),
    // the order is Waga's own; equal scores are ordered too, so none is a tie
    waga: candidates.map(({ node }, nth) => ({ node, value: -nth })),
    abstained,
  };
}
