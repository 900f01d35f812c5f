import type { ComponentSpec } from '../catalog/component.ts';
import { namesIn } from '../catalog/dependency.ts';
import { type Document, documentsOf } from '../catalog/document.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import { betweenness } from './betweenness.ts';
import type { HourlyValue } from './worth.ts';

/** A number that only means something beside the others, and the place among them; 1 is the highest, equal ones share it. */
export interface Hint {
  score: number;
  place: number;
}

export interface StructuralHints {
  pageRank: Hint;
  betweenness: Hint;
}

export interface HintQuestion {
  documents: readonly Document[];
  /** Calls between two components as traces show them; undefined where none were seen. */
  calls?: (caller: string, callee: string) => number | undefined;
  hourlyValue?: (process: string) => HourlyValue | null;
}

/** How likely a walk goes on along a call instead of beginning anew (Brin and Page 1998). */
const damping = 0.85;

/**
 * What the shape of the graph alone hints at, by component: PageRank along the calls, begun where the processes are in
 * proportion to their value, and betweenness, the number of shortest ways between others that lead through it. Who is called
 * by few stands low in both however much money goes through it, payment for one: hints, never a ranking.
 */
export function structuralHints(question: HintQuestion): Map<string, StructuralHints> {
  const components = documentsOf<ComponentSpec>(question.documents, 'Component');
  const names = components.map(({ metadata }) => metadata.name);
  const index = new Map(names.map((name, at) => [name, at]));
  const next = components.map(({ spec }) => targetsIn(spec.dependsOn, index));
  const weights = next.map((targets, from) => callShares(targets, (to) => question.calls?.(names[from]!, names[to]!)));
  const ranks = placed(pageRanks(next, weights, starts(question, index)));
  const between = placed(betweenness(next));
  return new Map(names.map((name, at) => [name, { pageRank: ranks[at]!, betweenness: between[at]! }]));
}

/** The components named, each once. */
function targetsIn(dependsOn: ComponentSpec['dependsOn'], index: ReadonlyMap<string, number>): number[] {
  return [...new Set(namesIn(dependsOn))].flatMap((name) => index.get(name) ?? []);
}

/** The share of the calls that goes to each; who was never seen counts as the least seen, and nobody seen means equal. */
function callShares(targets: readonly number[], calls: (to: number) => number | undefined): number[] {
  const seen = targets.map(calls);
  const least = Math.min(...seen.map((one) => one || Number.POSITIVE_INFINITY));
  const counts = seen.map((one) => (Number.isFinite(least) ? one || least : 1));
  const all = counts.reduce((sum, one) => sum + one, 0);
  return counts.map((one) => one / all);
}

/**
 * Where walks begin: at what the processes stand on directly, each process by its value, unknown ones by the mean. Values in
 * several currencies are not comparable, then all processes count the same.
 */
function starts({ documents, hourlyValue }: HintQuestion, index: ReadonlyMap<string, number>): Float64Array {
  const processes = documentsOf<ProcessSpec>(documents, 'Process').map(({ metadata, spec }) => ({
    value: hourlyValue?.(metadata.name) ?? null,
    targets: targetsIn(spec.dependsOn, index),
  }));
  const values = processes.flatMap(({ value }) => value ?? []);
  const total = values.reduce((sum, { minor }) => sum + minor, 0);
  const comparable = total > 0 && new Set(values.map(({ currency }) => currency)).size === 1;
  const result = new Float64Array(index.size);
  for (const { value, targets } of processes) {
    const weight = comparable ? (value?.minor ?? total / values.length) : 1;
    for (const target of targets) result[target]! += weight / targets.length;
  }
  const all = result.reduce((sum, one) => sum + one, 0);
  return all > 0 ? result.map((one) => one / all) : result.fill(1 / Math.max(1, index.size));
}

/** Walks that end where nothing is called begin anew, as networkx has it. */
function pageRanks(
  next: readonly (readonly number[])[],
  weights: readonly (readonly number[])[],
  start: Float64Array,
): Float64Array {
  let ranks = start.slice();
  for (let round = 0, change = 1; round < 200 && change > 1e-12; round++) {
    const after = new Float64Array(start.length);
    let ended = 0;
    for (const [from, targets] of next.entries()) {
      if (targets.length === 0) ended += ranks[from]!;
      for (const [at, to] of targets.entries()) after[to]! += damping * ranks[from]! * weights[from]![at]!;
    }
    change = 0;
    for (let at = 0; at < after.length; at++) {
      after[at]! += (1 - damping + damping * ended) * start[at]!;
      change += Math.abs(after[at]! - ranks[at]!);
    }
    ranks = after;
  }
  return ranks;
}

/** Scores that differ by rounding alone share a place. */
function placed(scores: Float64Array): Hint[] {
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  const hints = new Array<Hint>(scores.length);
  let place = 1;
  for (const [at, one] of order.entries()) {
    const score = scores[one]!;
    if (at > 0 && scores[order[at - 1]!]! - score > 1e-9 * Math.abs(score)) place = at + 1;
    hints[one] = { score, place };
  }
  return hints;
}
