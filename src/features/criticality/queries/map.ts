import { ProductError } from '../../../errors.ts';
import { bucketStart, day, type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import type { MoneyView } from '../../access/money-view.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Drop, ProcessImpact } from '../../impact/contract.ts';
import type { Alarm, ComponentHealth } from '../../objectives/contract.ts';
import type { DiscoveredDependency } from '../../signals/contract.ts';
import { measuredIn } from '../../signals/queries/measured-measures.ts';
import { decidedDiffers } from '../decisions/decided-differs.ts';
import { dependencyDrift } from '../findings/discovered.ts';
import { servedFindings } from '../findings/served-findings.ts';
import { mapOf } from '../map/map.ts';
import type { MapAnswer } from '../map/map-contract.ts';
import { statesNow, statesThen } from '../map/map-states.ts';
import { factsFor, withoutValued } from '../page-facts.ts';
import type { Reckoned } from '../reckoning.ts';
import type { CriticalityQueries } from './criticality.ts';

export interface MapDeps {
  now(): EpochMs;
  catalog: { current(): Catalog; at(instant: EpochMs): Promise<Catalog> };
  measurements: Measurements;
  signals: { dependencies(period: Interval): Promise<DiscoveredDependency[]> };
  impact: { current(): ProcessImpact[]; drops(q: Interval): Promise<Drop[]> };
  objectives: { current(): ComponentHealth[]; alarms(q: Interval): Promise<Alarm[]> };
  criticality: CriticalityQueries;
}

/** So long after the last complete minute a thing counts as known, as it does in the present. */
const silentAfterMs = 3 * minute;
const driftDays = 14;
const driftMs = driftDays * day;

/**
 * The map as it is, or as it was in a past minute: by the catalogue and the decisions of then, and the states that were recorded.
 * Money is by what an hour of the week is worth today. Throws ProductError `bad_input` for an instant to come.
 */
export async function mapAt(
  deps: MapDeps,
  { at, view }: { at: EpochMs | undefined; view: MoneyView },
): Promise<MapAnswer> {
  const now = deps.now();
  if (at !== undefined && at > now) throw new ProductError('bad_input', 'at: expected an instant that is over.');
  const isNow = at === undefined || bucketStart(at, minute) === bucketStart(now, minute);
  return isNow ? mapNow(deps, now, view) : mapThen(deps, bucketStart(at, minute), view);
}

async function mapNow(deps: MapDeps, now: EpochMs, view: MoneyView): Promise<MapAnswer> {
  const catalog = deps.catalog.current();
  const facts = await deps.criticality.facts(view);
  const held = deps.criticality.held();
  return mapOf({
    ...facts,
    ...{ at: now, now: true, catalog, components: byName(facts.reckoned) },
    states: statesNow(catalog, { impacts: deps.impact.current(), health: deps.objectives.current() }),
    drift: held?.findings ?? [],
    notes: facts.state === 'working' ? ['The catalogue has just changed: levels and money are being worked out.'] : [],
  });
}

async function mapThen(deps: MapDeps, at: EpochMs, view: MoneyView): Promise<MapAnswer> {
  const { measurements, signals, impact, objectives, criticality } = deps;
  const catalog = await deps.catalog.at(at);
  const watched = { from: at - driftMs, to: at };
  const present = { from: at, to: at + minute };
  const [reckoned, measured, drops, alarms, seen] = await Promise.all([
    criticality.reckonedFor(catalog),
    measuredIn({ measurements, catalog }, { from: present.to - silentAfterMs, to: present.to }),
    impact.drops(present),
    objectives.alarms(present),
    signals.dependencies(watched),
  ]);
  const drift = dependencyDrift(catalog, seen, watched);
  const findings = servedFindings(
    [...withoutValued(reckoned.answer.findings, catalog), ...decidedDiffers(catalog), ...drift],
    await criticality.acceptances(at),
  );
  const worths = criticality.worths(catalog);
  const facts = factsFor(
    {
      ...{ now: at, asOf: at, state: 'ready', catalog, reckoned, worths, findings },
      ...{ decided: new Set(), couplings: new Map(), seen: new Map() },
    },
    view,
  );
  const then = { at, drops, alarms, measuredProcesses: measured.processes, measuredMeasures: measured.measures };
  const notes = catalog.version === 0 ? ['There was no catalogue yet.'] : [pastMoney];
  return mapOf({
    ...facts,
    ...{ at, now: false, components: byName(reckoned), states: statesThen(catalog, then), drift, notes },
  });
}

const pastMoney = 'Money is reckoned with what that hour of the week is worth today.';

const byName = ({ answer }: Reckoned) => new Map(answer.components.map((component) => [component.name, component]));
