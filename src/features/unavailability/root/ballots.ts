import type { AlignedSeries } from './align.ts';
import type { CallGraph } from './call-graph.ts';
import { rankedCorrelation } from './correlation.ts';
import { metricKind } from './metric-kind.ts';
import { ownResources } from './own-resources.ts';
import type { RootQuestion } from './question.ts';
import { brokenBy, type Ranked, reciprocalRanks } from './ranking.ts';
import { residualRanking, residualSeries } from './residuals.ts';
import { type Measured, sameMetric } from './same-metric.ts';
import type { Strength } from './strength.ts';
import { anomalousAt, furthestRow, traversal } from './traversal.ts';

/** What each method says, with the weight of its vote. */
export interface Ballots {
  walked: Ranked[];
  correlated: Ranked[];
  residuals: Ranked[];
  resources: Ranked[];
  /** Who stands out in the target's metric; null when the target does not. */
  anomalous: ReadonlyMap<string, number> | null;
  measured: Measured;
  /** Sum of the votes by node. */
  votes: ReadonlyMap<string, number>;
  /** What a node would have that each method puts first. */
  mostVotes: number;
}

/** These vote with their first three: they rank every node, and what stands far down says nothing. */
const firstOnly = 3;
/** Three methods read what callers see and often err together; this one reads what nodes spend themselves, so it counts twice. */
const resourceWeight = 2;

/** Asks each method. `limit` is the strength from which one of all measures stands out from quiet times. */
export function ballotsOf(
  target: RootQuestion['target'],
  graph: CallGraph,
  series: readonly AlignedSeries[],
  strengths: readonly Strength[],
  limit: number,
): Ballots {
  const measured = sameMetric(series, graph.nodes, target.metric);
  // what a node spends itself is not passed on along calls: there is nothing to walk, correlate or explain
  const ofRequests = metricKind(target.metric) !== 'own';
  const own = measured.get(target.node);
  const anomalous = ofRequests && own ? anomalousAt(measured, target.node, furthestRow(own)) : null;
  const correlated = rankedCorrelation(measured, target.node, anomalous);
  const walked = brokenBy(traversal(graph, target.node, anomalous), correlated);
  const residuals = ofRequests ? residualRanking(graph, residualSeries(graph, measured)) : [];
  const resources = ownResources(strengths, limit);
  const hasOwn = strengths.some(({ metric }) => metricKind(metric) === 'own');
  const ballots = [
    { weight: ofRequests ? 1 : 0, votes: reciprocalRanks(walked) },
    { weight: ofRequests ? 1 : 0, votes: reciprocalRanks(correlated) },
    { weight: ofRequests ? 1 : 0, votes: reciprocalRanks(residuals, firstOnly) },
    { weight: hasOwn ? resourceWeight : 0, votes: reciprocalRanks(resources) },
  ];
  const votes = new Map<string, number>();
  for (const { weight, votes: own } of ballots) {
    for (const [node, vote] of own) votes.set(node, (votes.get(node) ?? 0) + weight * vote);
  }
  const mostVotes = ballots.reduce((sum, { weight }) => sum + weight, 0);
  return { walked, correlated, residuals, resources, anomalous, measured, votes, mostVotes };
}
