import { type EpochMs, type Interval, toRfc3339 } from '../../maths/instants.ts';
import { minutesPerDay } from '../../maths/zoned-time.ts';
import { type Catalog, componentsUnder, processesOf } from '../catalog/catalog.ts';
import { namesIn } from '../catalog/dependency.ts';
import { groundsOf, reachIn } from '../catalog/grounds.ts';
import { measuresOf } from '../signals/measure.ts';
import type { ThresholdAnswer } from './threshold-answer.ts';
import type { ProcessThresholds, ThresholdPair } from './threshold-contract.ts';

/** A technical measure and a process that stands on its component. */
export interface MeasurePair {
  process: string;
  measure: string;
  component: string;
  bad: string;
}

/** Days of minutes that are looked at. */
export const thresholdDays = 60;

/** Below so many requests the percentage of a minute is chance. */
const leastRequests = 20;
/** High is a reading of more than this percentage, and twice the usual one. */
const highFrom = 1;
const leastHighMinutes = 30;

/** Every pair of the catalogue, or those of one process, in its order. */
export function measurePairs(catalog: Catalog, only?: string): MeasurePair[] {
  const reach = reachIn(catalog);
  const measures = measuresOf(catalog);
  return processesOf(catalog)
    .filter(({ metadata }) => only === undefined || metadata.name === only)
    .flatMap(({ metadata: { name: process }, spec: { dependsOn } }) => {
      const under = reach(namesIn(dependsOn));
      return measures
        .filter(({ spec }) => under.has(spec.component))
        .map(({ metadata, spec }) => ({
          ...{ process, component: spec.component, measure: metadata.name },
          bad: spec.type === 'latency' ? `slower than ${spec.goodUnder}` : 'failed',
        }));
    });
}

/** Percentage of bad requests by minute; NaN where unknown, or of too few to say. */
export function badPercent(good: Float64Array, valid: Float64Array): Float64Array {
  return valid.map((all, i) => (all >= leastRequests ? (100 * (all - good[i]!)) / all : Number.NaN));
}

/** Minutes in which the measure was high. */
export function highMinutes(readings: Float64Array): number {
  const known = readings.filter((x) => !Number.isNaN(x)).sort();
  const from = Math.max(highFrom, 2 * (known[known.length >> 1] ?? 0));
  return known.reduce((n, x) => n + (x > from ? 1 : 0), 0);
}

/**
 * Alarms of other components of the process that have nothing to do with this one: neither stands on the other. What was lost in
 * them says nothing about this measure.
 */
export function elsewhere(
  catalog: Catalog,
  { process, component }: MeasurePair,
  alarms: readonly (Interval & { component: string })[],
): Interval[] {
  const under = new Set(componentsUnder(catalog, process));
  const groundsUnder = groundsOf(catalog);
  const grounds = groundsUnder(component);
  return alarms
    .filter((one) => one.component !== component && under.has(one.component) && !grounds.has(one.component))
    .filter((one) => !groundsUnder(one.component).has(component))
    .map(({ from, to }) => ({ from, to }));
}

/** Before it was looked at. */
export function waitingPair({ measure, component, bad }: MeasurePair): ThresholdPair {
  return {
    ...{ measure, component, bad, state: 'waiting', asOf: null, pNoLink: null, lagMinutes: 0 },
    ...{ knee: null, slopePerUnit: null, curve: [], lossPerHour: [], minutesOfEvidence: 0, grade: null, notes: [] },
  };
}

/** Where there is nothing to analyse; null where there is. */
export function tooLittle(pair: MeasurePair, readings: Float64Array, at: EpochMs): ThresholdPair | null {
  const high = highMinutes(readings);
  if (high >= leastHighMinutes) return null;
  const measured = readings.reduce((n, x) => n + (Number.isNaN(x) ? 0 : 1), 0);
  const days = Math.round(measured / minutesPerDay);
  const seen = days < 1 ? `${Math.round(measured / 60)} h` : days === 1 ? '1 day' : `${days} days`;
  const note = measured
    ? `High in only ${high} min of the ${seen} that were measured; ${leastHighMinutes} are needed to see what that costs.`
    : `Nothing was measured in the last ${thresholdDays} days.`;
  return { ...refused(pair, note, at), minutesOfEvidence: high };
}

/** What the analysis could not say, and why. */
export function refused(pair: MeasurePair, note: string, at: EpochMs): ThresholdPair {
  return { ...waitingPair(pair), state: 'too_little', asOf: toRfc3339(at), notes: [note] };
}

/** An answer as it is kept and shown. Without a link there is no knee, and the curve of chance is not kept. */
export function pairOf(pair: MeasurePair, answer: ThresholdAnswer, high: number, at: EpochMs): ThresholdPair {
  const { link, pNoLink, lagMinutes, knee, slopePerUnit, curve, lossPerHour, minutesOfEvidence, grade, notes } = answer;
  const looked = { ...waitingPair(pair), asOf: toRfc3339(at), pNoLink, notes };
  if (!link) return { ...looked, state: 'no_link', minutesOfEvidence: high };
  return {
    ...{ ...looked, state: 'link', lagMinutes, curve, lossPerHour, minutesOfEvidence, grade },
    // nothing is less than no request
    ...{ knee: knee ? { ...knee, low: Math.max(0, knee.low) } : null, slopePerUnit: slopePerUnit ?? null },
  };
}

const order: readonly ThresholdPair['state'][] = ['link', 'no_link', 'too_little', 'waiting'];

/** For one who asks: links first, the dearest at its highest reading first. Losses in money are left out where not shown. */
export function processThresholds(
  process: string,
  pairs: readonly ThresholdPair[],
  moneyShown: boolean,
): ProcessThresholds {
  const dearest = ({ lossPerHour }: ThresholdPair): number => lossPerHour.at(-1)?.loss.value ?? 0;
  const sorted = [...pairs].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || dearest(b) - dearest(a));
  const isMoney = ({ lossPerHour }: ThresholdPair): boolean =>
    lossPerHour.some(({ loss }) => loss.unit.endsWith('-minor/h'));
  return {
    process,
    pairs: moneyShown ? sorted : sorted.map((one) => (isMoney(one) ? { ...one, lossPerHour: [] } : one)),
    moneyHidden: !moneyShown && sorted.some(isMoney),
  };
}
