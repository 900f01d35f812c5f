import { parseRatio } from '../../maths/ratios.ts';
import type { Catalog, Document } from '../catalog/catalog.ts';
import type { Shadow } from '../catalog/shadow.ts';
import { type MeasureSpec, measuresOf } from '../signals/measure.ts';
import type { IndicatorType } from './contract.ts';
import { filterText, withoutWords } from './filter-words.ts';
import type { Objective } from './judge.ts';

/** A technical measure with its objective, as this feature uses it. */
export interface Indicator {
  measure: string;
  component: string;
  type: IndicatorType;
  source: string;
  metric: string;
  /** The label filter in words, empty where there is none. */
  where: string;
  /** What counts as good, in words: "within 300ms", "no server error (HTTP 5xx)". */
  goodMeans: string;
  /** The slowest good answer as declared; null for availability. */
  cutOff: string | null;
  objective: Objective;
  /** The objective as declared, e.g. "0.995". */
  objectiveText: string;
  /** It is tried out and calls nobody. */
  shadow: Shadow | undefined;
}

/** The indicators of a catalogue, in its order. */
export function indicatorsOf(catalog: Catalog): Indicator[] {
  return measuresOf(catalog).map(indicatorOf);
}

export function indicatorOf({ metadata, spec }: Document<MeasureSpec>): Indicator {
  const { atLeast, overMinutes, floor } = spec.objective;
  const share = parseRatio(atLeast);
  if (share === null) throw new RangeError(`the objective of ${metadata.name} is no plain decimal`);
  return {
    measure: metadata.name,
    component: spec.component,
    type: spec.type,
    source: spec.source,
    metric: spec.metric,
    where: filterText(spec.where, ' and '),
    goodMeans: spec.type === 'latency' ? `within ${spec.goodUnder}` : withoutWords(spec.bad),
    cutOff: spec.type === 'latency' ? spec.goodUnder : null,
    objective: { atLeast: share, overMinutes, floor },
    objectiveText: atLeast,
    shadow: spec.objective.shadow,
  };
}
