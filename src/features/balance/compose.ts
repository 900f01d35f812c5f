import { addEstimates } from '../../maths/add-estimates.ts';
import { bucketStart, type EpochMs, hour, type Interval, minute, toRfc3339 } from '../../maths/instants.ts';
import { type Catalog, componentsOf, componentsUnder, displayName, processesOf } from '../catalog/catalog.ts';
import type { ProcessImpact } from '../impact/contract.ts';
import type { ComponentHealth } from '../objectives/contract.ts';
import { sourcesOfProcess } from '../signals/source.ts';
import type { BalanceComponent, BalanceNow, BalanceProcess, SourceStatus } from './contract.ts';
import { tiltOf, verdictOf } from './verdict.ts';

export interface BalanceFacts {
  asOf: EpochMs;
  environment: string;
  catalog: Catalog;
  impacts: readonly ProcessImpact[];
  health: readonly ComponentHealth[];
  sources: readonly SourceStatus[];
  /** By process; a process without an entry shows an empty hour. */
  recent: ReadonlyMap<string, BalanceProcess['recent']>;
}

/** The state before the first tick, valid and empty. */
export function emptyBalance(asOf: EpochMs, environment: string): BalanceNow {
  const nothing = { processes: [], components: [], sources: [], losing: [] };
  return { asOf: toRfc3339(asOf), environment, ...nothing, verdict: 'unknown', tilt: 0 };
}

/** The last 60 whole minutes before an instant: the span of `recent`. */
export function lastHour(asOf: EpochMs): Interval {
  const to = bucketStart(asOf, minute);
  return { from: to - hour, to };
}

/** Everything the Balance page shows, from what the earlier features said in the same tick. */
export function composeBalance(facts: BalanceFacts): BalanceNow {
  const processes = processesOf(facts.catalog).map((document) => processOf(document, facts));
  const components = componentsOf(facts.catalog).map((document) => componentOf(document, facts, processes));
  const health = components.map((component) => component.health);
  return {
    asOf: toRfc3339(facts.asOf),
    environment: facts.environment,
    processes,
    components,
    sources: [...facts.sources],
    losing: losingNow(processes),
    verdict: verdictOf(processes, health),
    tilt: tiltOf(processes, health),
  };
}

/** Money missing per hour now, a sum for each currency. */
export function losingNow(processes: readonly Pick<BalanceProcess, 'impact'>[]): BalanceNow['losing'] {
  const losing = processes.filter(({ impact }) => impact.state === 'losing');
  return addEstimates(losing.flatMap(({ impact }) => impact.lossPerHour ?? []));
}

function processOf(document: ReturnType<typeof processesOf>[number], facts: BalanceFacts): BalanceProcess {
  const { metadata, spec } = document;
  const { name } = metadata;
  return {
    name,
    displayName: displayName(document),
    product: spec.product ?? null,
    level: spec.level ?? null,
    timeZone: spec.timeZone,
    thresholds: { partial: spec.thresholds.partial, total: spec.thresholds.total },
    currency: spec.value?.currency ?? null,
    components: componentsUnder(facts.catalog, name),
    sources: sourcesOfProcess(facts.catalog, name),
    impact: facts.impacts.find(({ process }) => process === name) ?? unjudged(name, spec.kpi, facts.asOf),
    recent: facts.recent.get(name) ?? emptyHour(facts.asOf),
  };
}

function componentOf(
  document: ReturnType<typeof componentsOf>[number],
  { health, asOf }: BalanceFacts,
  processes: readonly BalanceProcess[],
): BalanceComponent {
  const { name } = document.metadata;
  const unmeasured: ComponentHealth = { component: name, asOf: toRfc3339(asOf), state: 'unmeasured', indicators: [] };
  return {
    name,
    displayName: displayName(document),
    level: document.spec.level ?? null,
    type: document.spec.type ?? null,
    processes: processes.filter(({ components }) => components.includes(name)).map((process) => process.name),
    health: health.find(({ component }) => component === name) ?? unmeasured,
  };
}

/** A process of which impact has not said anything yet. */
function unjudged(process: string, step: string, asOf: EpochMs): ProcessImpact {
  const at = toRfc3339(bucketStart(asOf, minute));
  return {
    process,
    asOf: at,
    state: 'unknown',
    notes: ['Not judged yet.'],
    step,
    window: { from: at, to: at, minutes: 0, fromOnset: false },
    actual: null,
    expected: null,
    impactShare: null,
    class: null,
    lossPerHour: null,
    drop: null,
    conversion: null,
    valuePerEvent: null,
  };
}

function emptyHour(asOf: EpochMs): BalanceProcess['recent'] {
  const unknown = Array.from({ length: 60 }, () => null);
  return { from: toRfc3339(lastHour(asOf).from), actual: unknown, expected: unknown };
}
