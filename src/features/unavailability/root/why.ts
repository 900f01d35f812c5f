import { type EpochMs, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { CallGraph } from './call-graph.ts';
import { pathTo } from './call-graph.ts';
import type { NodeChange, RootQuestion } from './question.ts';
import type { Strength } from './strength.ts';
import type { Visible } from './visible.ts';

/** What speaks for one node. */
export interface Evidence {
  node: string;
  score: number;
  /** Its strongest measure, and the one that corresponds to the target's. */
  strongest: Strength | null;
  shown: Strength | null;
  /** What its callees do not already have of its strength. */
  beyond: number;
  walked: boolean;
  /** Nodes anomalous in the row that the traversal walked. */
  anomalous: ReadonlyMap<string, number>;
  /** −log10 of the p-value; null when it was not ranked. */
  correlation: number | null;
  /** Its callees do not explain it. */
  residual: boolean;
  /** Its strongest own measure, where that voted. */
  resource: Strength | null;
}

/** What all of them share. */
export interface Told {
  target: RootQuestion['target'];
  graph: CallGraph;
  visible: Visible;
  targetMoved: boolean;
  changes: ReadonlyMap<string, { change: NodeChange; factor: number }>;
  windowAt: readonly EpochMs[];
  normalRows: number;
}

const visiblePath = 5;

/** The reasons for a candidate, a sentence each, the strongest first. */
export function whyOf(evidence: Evidence, told: Told): string {
  const { node, strongest, shown, resource, correlation, residual } = evidence;
  const { target, graph, changes, windowAt } = told;
  const parts: string[] = [];
  const moved = strongest ?? shown;
  if (moved) parts.push(movedText(moved, windowAt));
  if (shown && moved && shown.metric !== moved.metric && shown.value >= 3) parts.push(movedText(shown, windowAt));
  if (resource) {
    const known = resource.metric === moved?.metric;
    const what = known ? resource.metric : movedText(resource, windowAt);
    parts.push(`${what}${known ? ' is' : ':'} its own, which no callee passes on`);
  }
  if (evidence.walked) parts.push(walkedText(evidence, told));
  else if (node !== target.node && graph.known) {
    const path = pathTo(graph, target.node, node);
    if (path) parts.push(`${target.node} reaches it by ${pathText(path)}`);
  }
  if (residual) {
    const callees = graph.callees.get(node) ?? [];
    parts.push(
      callees.length === 0 || !graph.known
        ? 'it calls nothing that could explain it'
        : 'what it calls does not explain it',
    );
  }
  if (correlation !== null && correlation >= 1)
    parts.push(`it moves together with ${target.node} (p = ${(10 ** -correlation).toPrecision(1)})`);
  const changed = changes.get(node);
  if (changed) parts.push(changeText(changed.change, windowAt[0]));
  return `${parts.join('; ')}.`;
}

function movedText({ metric, usual, reading, value, row }: Strength, windowAt: readonly EpochMs[]): string {
  const at = windowAt[row] === undefined ? '' : ` at ${toRfc3339(windowAt[row])}`;
  const band =
    usual.low === usual.high ? numberText(usual.middle) : `${numberText(usual.low)} to ${numberText(usual.high)}`;
  if (value <= 0) return `${metric} stayed at ${numberText(reading)} (usually ${band})`;
  const way = reading >= usual.middle ? 'rose to' : 'fell to';
  return `${metric} ${way} ${numberText(reading)}${at} (usually ${band}), ${timesText(value)} its usual spread`;
}

function walkedText({ node, anomalous }: Evidence, { target, graph }: Told): string {
  if (node === target.node) return 'nothing it calls stands out';
  const path = pathTo(graph, target.node, node, (one) => anomalous.has(one)) ?? [target.node, node];
  const end = (graph.callees.get(node) ?? []).length === 0 ? 'it calls nothing further' : 'nothing it calls does';
  return `each stands out on the path ${pathText(path)}, and ${end}`;
}

function pathText(path: readonly string[]): string {
  if (path.length <= visiblePath) return path.join(' → ');
  return [...path.slice(0, 2), '…', ...path.slice(-2)].join(' → ');
}

function changeText({ what, at }: NodeChange, from: EpochMs | undefined): string {
  const before = from === undefined ? 0 : Math.round((from - at) / minute);
  return before > 0 ? `changed ${before} minutes before: ${what}` : `changed at ${toRfc3339(at)}: ${what}`;
}

/** Why nobody is suspected. */
export function abstainedBecause({ visible, windowAt, normalRows, graph, changes, target }: Told): string {
  if (windowAt.length === 0) return 'Nothing was measured in the interval: nothing can be said.';
  if (visible.strongest === null) {
    return `There are too few usual readings before the interval (${normalRows} rows) to tell what is unusual: nothing can be said.`;
  }
  const { strongest, limit, quietWindows } = visible;
  const head = `Nothing is visible in the metrics of the ${graph.nodes.length} nodes that ${target.node} stands on.`;
  const most = `${strongest.metric} of ${strongest.node} went furthest, ${timesText(strongest.value)} its usual spread; from ${timesText(limit)} on it would stand out${quietWindows > 0 ? ` from ${quietWindows} quiet windows of the same length` : ''}.`;
  const changed = [...changes.values()].map(({ change }) => `${change.node} (${change.what})`).sort();
  const hint = changed.length === 0 ? '' : ` Changed just before: ${changed.join(', ')}.`;
  return `${head} ${most}${hint}`;
}

/** What was found, in a sentence or two. */
export function foundBecause({ visible, targetMoved, target, graph, windowAt }: Told, leads: boolean): string {
  const scope = graph.known
    ? `the ${graph.nodes.length} nodes that ${target.node} stands on`
    : `all ${graph.nodes.length} measured nodes, as the graph says nothing about ${target.node}`;
  const parts = [`Looked at ${scope}, over ${windowAt.length} rows.`];
  if (!targetMoved) parts.push(`${target.metric} of ${target.node} itself does not stand out.`);
  if (!visible.visible) parts.push('None of the others stands out clearly.');
  if (!leads) parts.push('The first candidates are close: no single one is named.');
  return parts.join(' ');
}

const timesText = (value: number): string => `${value >= 10 ? Math.round(value) : value.toFixed(1)} times`;

/** Three significant digits, without exponents where people read none. */
function numberText(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e9 || size < 1e-4) return value.toExponential(2);
  return size >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
