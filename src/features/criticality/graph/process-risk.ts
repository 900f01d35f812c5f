import type { Dependency } from '../../catalog/dependency.ts';
import { type Compiled, compile, type Effort } from './compile.ts';
import { type CutSets, cutSetsOf } from './cut-sets.ts';
import { gradientOf, type Probability, probabilityOf } from './evaluate.ts';
import { failureOf } from './failure.ts';
import { formulas } from './formula.ts';
import { type Importance, importanceOf } from './importance.ts';
import type { Knots } from './knot-formulas.ts';
import type { Reading } from './opened.ts';
import type { Reach } from './reach.ts';
import { reaimed } from './reaimed.ts';
import { simulated } from './simulation.ts';
import { probabilitiesOf, type Structure } from './structure.ts';

/** How many cut sets are listed. */
const listedCutSets = 20;

/** A probability of failure with what each event does to it. */
export interface Risk {
  probability: Probability;
  /** By event: Birnbaum's importance. */
  gradient: Float64Array;
  /** The measures of one event. */
  importance(event: number): Importance;
  /** The same with other probabilities of what components do by themselves; else the structure is as it was. */
  whenChanged(structure: Structure): Probability;
}

export interface ProcessRisk {
  /** That it is down: soft dependencies left out. */
  down: Risk;
  /** That a unit of its value is lost: being down, and soft dependencies by their share. */
  lost: Risk;
  /** Null where they are too many to work out. */
  cutSets: CutSets | null;
}

/** What each question may spend, so that a hard one about money takes nothing from the availability. */
export interface Efforts {
  down: Effort;
  lost: Effort;
  ways: Effort;
}

export const effortsLike = (effort: Effort): Efforts => ({
  down: { ...effort },
  lost: { ...effort },
  ways: { ...effort, splits: 0 },
});

/**
 * How a process (or a component with all it stands on) fails and what that costs. Bounds lie apart where outage lengths that
 * an async dependency needs are unknown, or where the graph is too large to be exact; `value` then takes buffers to last.
 */
export function processRisk(
  dependsOn: readonly Dependency[],
  reach: Reach,
  structure: Structure,
  efforts: Efforts,
): ProcessRisk {
  const { down, lost } = downAndLost(dependsOn, reach, structure, efforts);
  return { down, lost, cutSets: waysToFail(dependsOn, structure, efforts.ways) };
}

/** The same without the ways to fail. */
export function downAndLost(
  dependsOn: readonly Dependency[],
  reach: Reach,
  structure: Structure,
  efforts: Efforts,
): Pick<ProcessRisk, 'down' | 'lost'> {
  const hasSoft = [...reach.edges].some(({ mode }) => mode === 'soft');
  const down = riskOf(dependsOn, reach, structure, efforts.down, 'left out');
  return { down, lost: hasSoft ? riskOf(dependsOn, reach, structure, efforts.lost, 'by share') : down };
}

/** Only the probability that it is down. */
export function downProbability(
  dependsOn: readonly Dependency[],
  reach: Reach,
  structure: Structure,
  effort: Effort,
): Probability {
  return riskOf(dependsOn, reach, structure, effort, 'left out').probability;
}

function riskOf(
  dependsOn: readonly Dependency[],
  reach: Reach,
  structure: Structure,
  effort: Effort,
  soft: Reading['soft'],
): Risk {
  const store = formulas();
  const probabilities = probabilitiesOf(structure);
  const read = (reading: Reading, knots: Knots) => {
    const failure = failureOf(dependsOn, structure, reading, store, knots);
    return { exact: failure.exact, compiled: compile(store, failure, probabilities, effort) };
  };
  const reading: Reading = { soft, buffers: 'last', onlyWays: false };
  const { exact, compiled } = read(reading, 'low');
  const unknown = [...reach.edges].some((edge) => structure.unknownOverruns.has(edge));
  const worst = unknown || !exact ? ({ ...reading, buffers: unknown ? 'fail' : 'last' } as const) : null;
  let atWorst: Compiled | undefined;
  /** What is not exact anyway needs no more than dice. */
  const highIn = (changed: Structure, shown: (whole: Compiled) => Probability): number => {
    if (worst === null) return 0;
    const thrown = compiled.exact ? undefined : simulated(changed, worst, 'high').get(dependsOn);
    if (thrown !== undefined) return thrown.high;
    atWorst ??= read(worst, 'high').compiled;
    return shown(atWorst).high;
  };
  const withHigh = (one: Probability, high: number): Probability => ({ ...one, high: Math.max(one.high, high) });
  const plain = (whole: Compiled): Probability => probabilityOf(whole, probabilities);
  const probability = withHigh(plain(compiled), highIn(structure, plain));
  let gradient: Float64Array | undefined;
  return {
    probability,
    get gradient() {
      gradient ??= gradientOf(compiled, probabilities);
      return gradient;
    },
    importance(event) {
      const without = (): number => withoutEvent(compiled, probabilities, event);
      return importanceOf(probabilities[event]!, this.gradient[event]!, probability.value, without);
    },
    whenChanged(changed) {
      const then = (whole: Compiled): Probability =>
        probabilityOf(reaimed(whole, store, probabilities, probabilitiesOf(changed)), probabilitiesOf(changed));
      return withHigh(then(compiled), highIn(changed, then));
    },
  };
}

function withoutEvent(compiled: Compiled, probabilities: Float64Array, event: number): number {
  return probabilityOf(compiled, probabilities.with(event, 0)).value;
}

function waysToFail(dependsOn: readonly Dependency[], structure: Structure, effort: Effort): CutSets | null {
  const store = formulas();
  const failure = failureOf(dependsOn, structure, { soft: 'left out', buffers: 'last', onlyWays: true }, store);
  if (!failure.exact) return null;
  const compiled = compile(store, failure, probabilitiesOf(structure), effort);
  return cutSetsOf(compiled, listedCutSets);
}
