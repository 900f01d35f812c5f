import type { Kysely } from 'kysely';
import { type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { MinuteSeries } from '../../../maths/minute-series.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, componentsUnder, processNamed } from '../../catalog/catalog.ts';
import type { ImpactCurve, ProcessImpact } from '../../impact/contract.ts';
import type { Alarm } from '../../objectives/contract.ts';
import { componentByService } from '../../signals/component-of-service.ts';
import type { DiscoveredDependency } from '../../signals/contract.ts';
import { measuresOf } from '../../signals/measure.ts';
import { changesIn } from '../../signals/queries/changes.ts';
import type { SignalQueries } from '../../signals/queries.ts';
import { firedOn } from '../fired-on.ts';
import type { LossSide, ProbableRoot } from '../incident.ts';
import type { Call } from '../root/question.ts';
import { rootOfProcess } from '../root-of-process.ts';
import { sideOf } from '../side.ts';

export interface CloserLookDeps {
  records: Kysely<Tables>;
  signals: Pick<SignalQueries, 'businessMinutes' | 'conversion' | 'dependencies' | 'indicatorMinutes'>;
  impact: { curve(process: string, from: EpochMs, to: EpochMs, stepMinutes: number): Promise<ImpactCurve> };
  objectives: { alarms(q: Interval): Promise<Alarm[]> };
}

/** What is behind a drop, as far as it is known; null where nothing can be said. */
export interface CloserLook {
  side: LossSide | null;
  root: ProbableRoot | null;
}

/** What is usual is read from so long before the onset. */
const usualHours = { conversion: 2, measures: 4, calls: 1 };
/** Around the onset changes may have been made; nothing earlier counts. */
const changesHours = 2;
/** After so long the onset is no longer what the measures show. */
const longestMinutes = 30;
/** So many measures are read at most: the first in the catalogue. */
const mostMeasures = 100;
const mostChanges = 200;

/** Looks behind a drop that lasts. Both are read from the store, so it is asked for seldom. */
export async function closerLook(deps: CloserLookDeps, catalog: Catalog, impact: ProcessImpact): Promise<CloserLook> {
  if (impact.drop === null) return { side: null, root: null };
  const onset = Math.floor(Date.parse(impact.drop.onset) / minute) * minute;
  const [side, root] = await Promise.all([
    sideNow(deps, catalog, impact, onset),
    rootNow(deps, catalog, impact, onset),
  ]);
  return { side, root };
}

async function sideNow(
  { signals }: CloserLookDeps,
  catalog: Catalog,
  { process, expected, window }: ProcessImpact,
  onset: EpochMs,
): Promise<LossSide | null> {
  const spec = processNamed(catalog, process)?.spec;
  const started = spec?.steps[0];
  if (spec === undefined || started === undefined || started === spec.kpi || expected === null) return null;
  const before = { from: onset - usualHours.conversion * hour, to: onset };
  const during = { from: Date.parse(window.from), to: Date.parse(window.to) };
  if (during.to <= during.from) return null;
  const count = async (step: string, period: Interval): Promise<number> =>
    sumOf(await signals.businessMinutes({ process, step, ...period }));
  const passed = (period: Interval) => signals.conversion({ process, started, finished: spec.kpi, ...period });
  const [begunBefore, doneBefore, startedDuring, usual, now] = await Promise.all([
    count(started, before),
    count(spec.kpi, before),
    count(started, during),
    passed(before),
    passed(during),
  ]);
  if (usual === null || now === null || Number.isNaN(begunBefore + doneBefore + startedDuring)) return null;
  const eventsBefore = { started: begunBefore, finished: doneBefore };
  return sideOf({ eventsBefore, startedDuring, expected, before: usual, during: now });
}

const sumOf = ({ counts }: MinuteSeries): number => counts.reduce((sum, count) => sum + count, 0);

async function rootNow(
  { records, signals, impact, objectives }: CloserLookDeps,
  catalog: Catalog,
  { process, window }: ProcessImpact,
  onset: EpochMs,
): Promise<ProbableRoot | null> {
  const under = new Set(componentsUnder(catalog, process));
  const measures = measuresOf(catalog).filter(({ spec }) => under.has(spec.component));
  if (measures.length === 0) return null;
  const from = onset - usualHours.measures * hour;
  const to = Math.min(Date.parse(window.to), onset + longestMinutes * minute);
  if (to <= onset) return null;
  const [curve, discovered, changes, ...indicators] = await Promise.all([
    impact.curve(process, from, to, 1),
    signals.dependencies({ from: onset - usualHours.calls * hour, to }),
    changesIn(records, catalog, { process, from: onset - changesHours * hour, to, limit: mostChanges }),
    ...measures.slice(0, mostMeasures).map(async ({ metadata, spec }) => {
      const minutes = await signals.indicatorMinutes({ measure: metadata.name, from, to });
      return { component: spec.component, minutes };
    }),
  ]);
  const { root } = rootOfProcess({
    documents: catalog.documents,
    process,
    came: cameOf(curve),
    indicators,
    traced: callsBetween(catalog, under, discovered),
    changes: changes.changes.map((one) => ({ ...one, at: Date.parse(one.at) })),
    onset,
  });
  if (root === null) return null;
  const fired = firedOn(root.component, await objectives.alarms({ from: onset - hour, to }));
  return fired === null ? root : { ...root, why: `${root.why} ${fired}` };
}

/**
 * Who calls whom among some components, as traces show it. What else they call is left out: a gateway calls much that this process
 * does not stand on.
 */
function callsBetween(
  catalog: Catalog,
  components: ReadonlySet<string>,
  discovered: readonly DiscoveredDependency[],
): Call[] {
  const componentOf = componentByService(catalog);
  return discovered.flatMap(({ caller, callee }) => {
    const [own, other] = [componentOf(caller), componentOf(callee)];
    const isBetween = own !== null && other !== null && own !== other && components.has(own) && components.has(other);
    return isBetween ? [{ caller: own, callee: other }] : [];
  });
}

/** The share of the expected result that came, by minute. */
function cameOf({ from, actual, expected }: ImpactCurve): MinuteSeries {
  const counts = Float64Array.from(actual, (count, nth) => {
    const usual = expected[nth];
    return count === null || !usual ? Number.NaN : count / usual;
  });
  return { from: Date.parse(from), counts };
}
