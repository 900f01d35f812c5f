import { type EpochMs, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { ComponentSpec } from '../catalog/component.ts';
import { namesIn } from '../catalog/dependency.ts';
import { type Document, documentNamed, documentsOf } from '../catalog/document.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { IndicatorMinutes } from '../objectives/indicator-minutes.ts';
import type { Change } from '../signals/change.ts';
import type { ProbableRoot } from './incident.ts';
import type { Call, NodeChange, NodeSeries, RootAnswer } from './root/question.ts';
import { rootCandidates } from './root/root-candidates.ts';

/** What is known around the onset of a drop of one process. */
export interface ProcessTrouble {
  documents: readonly Document[];
  process: string;
  /** Share of the expected result that came, by minute; NaN is unknown. Some hours before the onset make the answer surer. */
  came: MinuteSeries;
  /** Good and valid answers of the components below it, each measure apart. */
  indicators: readonly { component: string; minutes: IndicatorMinutes }[];
  /** Calls between the components below it that traces show, whoever declared them. */
  traced?: readonly Call[];
  changes: readonly Pick<Change, 'component' | 'process' | 'at' | 'kind' | 'title'>[];
  onset: EpochMs;
}

/** The onset is the detector's; the trouble below may have begun a little earlier. */
const earlierMs = 5 * minute;
/** A share of fewer answers says little of a minute. */
const fewestAnswers = 5;
const metric = 'success share';

/**
 * The components that probably are behind a drop, best first, and the one that is named (null where none leads clearly or none stands
 * out). Pure: the graph is the catalogue's, hard, soft and async edges alike, since trouble passes along each, and what traces show:
 * a component and what it calls stand side by side as long as nobody has declared that it calls it.
 */
export function rootOfProcess(trouble: ProcessTrouble): { answer: RootAnswer; root: ProbableRoot | null } {
  const node = `process ${trouble.process}`;
  const { from, counts } = trouble.came;
  const target: NodeSeries = { node, metric, at: Array.from(counts, (_, nth) => from + nth * minute), values: counts };
  const answer = rootCandidates({
    graph: [...callsOf(trouble.documents, trouble.process, node), ...(trouble.traced ?? [])],
    metrics: [target, ...trouble.indicators.map(({ component, minutes }) => shareOf(component, minutes))],
    target: { node, metric },
    interval: { from: trouble.onset - earlierMs, to: trouble.onset },
    changes: trouble.changes.flatMap((change) => changeOf(change, trouble.process, node)),
  });
  // the process is where the trouble was seen: naming it would say nothing
  const candidates = answer.candidates.filter((one) => one.node !== node);
  const first = candidates.find((one) => one.node === answer.named);
  const root = first ? { component: first.node, score: first.score, why: first.why } : null;
  return { answer: { ...answer, named: root?.component ?? null, candidates }, root };
}

function callsOf(documents: readonly Document[], process: string, node: string): Call[] {
  const own = documentNamed<ProcessSpec>(documents, 'Process', process);
  const components = documentsOf<ComponentSpec>(documents, 'Component');
  return [
    ...namesIn(own?.spec.dependsOn ?? []).map((callee) => ({ caller: node, callee })),
    ...components.flatMap(({ metadata, spec }) =>
      namesIn(spec.dependsOn).map((callee) => ({ caller: metadata.name, callee })),
    ),
  ];
}

/** Several measures of a component come as several series of one name; a minute then has their mean. */
function shareOf(component: string, { from, good, valid }: IndicatorMinutes): NodeSeries {
  return {
    node: component,
    metric,
    at: Array.from(good, (_, nth) => from + nth * minute),
    values: Array.from(good, (count, nth) => (valid[nth]! >= fewestAnswers ? count / valid[nth]! : Number.NaN)),
  };
}

function changeOf(
  { component, process, at, kind, title }: ProcessTrouble['changes'][number],
  asked: string,
  node: string,
): NodeChange[] {
  const where = component ?? (process === asked ? node : null);
  return where === null ? [] : [{ node: where, at, what: `${kind}: ${title}` }];
}
