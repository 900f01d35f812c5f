import type { EpochMs } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { componentsOf, processesOf } from '../../catalog/catalog.ts';
import type { Drop, ProcessImpact } from '../../impact/contract.ts';
import type { Alarm, ComponentHealth } from '../../objectives/contract.ts';
import { indicatorsOf } from '../../objectives/indicator.ts';
import { sourcesOf } from '../../signals/source.ts';
import type { MapState } from './map-contract.ts';
import { componentId, processId } from './map-edges.ts';

/** What is held in memory of the present. */
export interface StatesNow {
  impacts: readonly ProcessImpact[];
  health: readonly ComponentHealth[];
}

/** What was recorded of a past minute. */
export interface StatesThen {
  at: EpochMs;
  drops: readonly Drop[];
  alarms: readonly Alarm[];
  /** Processes and measures by name that were measured then. */
  measuredProcesses: ReadonlySet<string>;
  measuredMeasures: ReadonlySet<string>;
}

/** As the last tick left them. */
export function statesNow(catalog: Catalog, { impacts, health }: StatesNow): Map<string, MapState> {
  const bound = boundProcesses(catalog);
  const impactOf = new Map(impacts.map((impact) => [impact.process, impact]));
  const healthOf = new Map(health.map((one) => [one.component, one.state]));
  const states = new Map<string, MapState>();
  for (const { metadata } of processesOf(catalog)) {
    const impact = impactOf.get(metadata.name);
    const state = impact === undefined ? 'unknown' : presentState(impact);
    states.set(processId(metadata.name), state === 'unknown' && !bound.has(metadata.name) ? 'unmeasured' : state);
  }
  for (const { metadata } of componentsOf(catalog)) {
    states.set(componentId(metadata.name), healthOf.get(metadata.name) ?? 'unmeasured');
  }
  return states;
}

function presentState({ state, drop, class: reached }: ProcessImpact): MapState {
  if (state === 'ok') return 'ok';
  if (state !== 'losing') return 'unknown';
  return (reached ?? drop?.class) === 'P1' ? 'down' : 'partial';
}

/**
 * As recorded: a process by its drops (by the highest class that the drop reached), else by whether its minutes were measured; a
 * component by its alarms, else by whether its measures were.
 */
export function statesThen(catalog: Catalog, then: StatesThen): Map<string, MapState> {
  const { at, drops, alarms, measuredProcesses, measuredMeasures } = then;
  const bound = boundProcesses(catalog);
  const lasting = drops.filter(({ onset, endedAt }) => lastsAt(onset, endedAt, at));
  const alarmed = new Set(
    alarms.filter(({ startedAt, endedAt }) => lastsAt(startedAt, endedAt, at)).map(({ component }) => component),
  );
  const measures = Map.groupBy(indicatorsOf(catalog), ({ component }) => component);
  const states = new Map<string, MapState>();
  for (const { metadata } of processesOf(catalog)) {
    const { name } = metadata;
    const classes = lasting.filter(({ process }) => process === name).map((drop) => drop.class);
    const without = measuredProcesses.has(name) ? 'ok' : bound.has(name) ? 'unknown' : 'unmeasured';
    const state = classes.length === 0 ? without : classes.includes('P1') ? 'down' : 'partial';
    states.set(processId(name), state);
  }
  for (const { metadata } of componentsOf(catalog)) {
    const own = measures.get(metadata.name) ?? [];
    const all = own.every(({ measure }) => measuredMeasures.has(measure));
    const without = own.length === 0 ? 'unmeasured' : all ? 'ok' : 'unknown';
    states.set(componentId(metadata.name), alarmed.has(metadata.name) ? 'alarm' : without);
  }
  return states;
}

const lastsAt = (from: string, until: string | null, at: EpochMs): boolean =>
  Date.parse(from) <= at && (until === null || at < Date.parse(until));

/** Processes whose events some source is to send. */
const boundProcesses = (catalog: Catalog): ReadonlySet<string> =>
  new Set(sourcesOf(catalog).flatMap(({ spec }) => spec.processes));
