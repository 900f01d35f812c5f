import { align } from './align.ts';
import { type Ballots, ballotsOf } from './ballots.ts';
import { closureOf } from './call-graph.ts';
import { changesBefore } from './changes.ts';
import { explainAway, strongestOf } from './explain-away.ts';
import { metricKind } from './metric-kind.ts';
import type { RootAnswer, RootQuestion } from './question.ts';
import type { Ranked } from './ranking.ts';
import { type Strength, strengthOf } from './strength.ts';
import { visibleIn } from './visible.ts';
import { abstainedBecause, type Evidence, foundBecause, type Told, whyOf } from './why.ts';

const mostCandidates = 10;
/** The first is named when its score exceeds the second's by so much. */
const margin = 0.2;

/**
 * Who is the probable root of a trouble seen at the target, from the measures around its onset, the call graph and the changes before.
 * Methods vote by 1/rank (reciprocal-rank fusion); a change just before multiplies the votes of its node. Where nothing stands out from
 * quiet times it abstains: nobody is named, and the candidates are no more than the order in which to look all the same. Pure; the order of rows, nodes and calls does not matter, nor does the unit of a metric.
 */
export function rootCandidates(question: RootQuestion): RootAnswer {
  const { target } = question;
  const named = new Set([...question.metrics, ...(question.normal ?? [])].map(({ node }) => node));
  const graph = closureOf(question.graph, target.node, [...named]);
  const { series, windowAt, normalRows } = align(question, new Set(graph.nodes));
  const windowRows = windowAt.length;
  const windows = windowRows === 0 ? 0 : Math.floor(normalRows / windowRows);
  const strengths = series.map((one) => strengthOf(one, windows)).filter((one): one is Strength => one !== null);
  const visible = visibleIn(strengths, windowRows, normalRows);
  const ofTarget = strengths.filter(({ node, metric }) => node === target.node && metric === target.metric);
  const targetMoved = visibleIn(ofTarget, windowRows, normalRows).visible;
  const changes = changesBefore(question);
  const told: Told = { target, graph, visible, targetMoved, changes, windowAt, normalRows };
  const abstained = !visible.visible && !targetMoved;
  const ballots = ballotsOf(target, graph, series, strengths, visible.limit);
  const evidence = evidenceOf(ballots, strengths, told);
  const [first, second] = evidence;
  const leads = !abstained && first !== undefined && first.score > (1 + margin) * (second?.score ?? 0);
  return {
    abstained,
    reason: abstained ? abstainedBecause(told) : foundBecause(told, leads),
    named: leads ? first.node : null,
    candidates: evidence.slice(0, mostCandidates).map((one) => ({
      node: one.node,
      metric: (one.strongest ?? one.shown)?.metric ?? target.metric,
      score: Math.round(one.score * 1_000) / 1_000,
      why: whyOf(one, told),
    })),
  };
}

/** Everybody with votes, and after them those who stand out without any; best first. */
function evidenceOf(ballots: Ballots, strengths: readonly Strength[], { graph, visible, changes }: Told): Evidence[] {
  const { votes, mostVotes, measured } = ballots;
  const strongest = strongestOf(strengths);
  const own = strongestOf(strengths.filter(({ metric }) => metricKind(metric) === 'own'));
  const beyond = explainAway(graph, strongest);
  const standingOut = [...strongest].filter(([, { value }]) => value > visible.limit).map(([node]) => node);
  const valueIn = (ranking: readonly Ranked[], node: string): number | null =>
    ranking.find((one) => one.node === node)?.value ?? null;
  const all = [...new Set([...votes.keys(), ...standingOut])].map((node) => ({
    node,
    score: ((votes.get(node) ?? 0) / mostVotes) * (changes.get(node)?.factor ?? 1),
    strongest: strongest.get(node) ?? null,
    shown: strengths.find((one) => one.node === node && one.metric === measured.get(node)?.metric) ?? null,
    beyond: beyond.get(node) ?? 0,
    walked: valueIn(ballots.walked, node) !== null,
    anomalous: ballots.anomalous ?? new Map(),
    correlation: valueIn(ballots.correlated, node),
    residual: valueIn(ballots.residuals, node) !== null,
    resource: valueIn(ballots.resources, node) === null ? null : own.get(node)!,
  }));
  return all.sort((a, b) => b.score - a.score || b.beyond - a.beyond || (a.node < b.node ? -1 : 1));
}
