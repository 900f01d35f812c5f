import type { Kysely } from 'kysely';
import type { EpochMs, Interval } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Drop } from '../../impact/contract.ts';
import type { Alarm } from '../../objectives/contract.ts';
import { alarmsKnown } from '../../objectives/queries/alarm-history.ts';
import { burnAlertsIn } from '../../objectives/queries/burn-alerts.ts';
import type { SloQueries } from '../../objectives/queries/slos.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import { alertIdOf, measureIdOf } from '../../signals/alerts/alert-finder.ts';
import { externalSince, externalTimes } from '../../signals/queries/external-alerts.ts';
import { retiredAlerts } from '../../signals/queries/retirements.ts';
import type { IncidentQueries } from '../../unavailability/queries/incidents.ts';
import { type AlertEntry, alertEntries, type BurningObjective } from '../alerts/alert-entries.ts';
import type { Weighing } from '../alerts/alert-rows.ts';
import { businessIdOf, calledPages, longestCallMs, objectiveIdOf } from '../alerts/called-pages.ts';
import { knownLosses } from '../alerts/known-losses.ts';

export interface AlertFactDeps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  impact: { drops(q: Interval): Promise<Drop[]> };
  objectives: { alarms(q: Interval): Promise<Alarm[]> };
  slos: Pick<SloQueries, 'list'>;
  outages: Pick<OutageQueries, 'list'>;
  incidents: Pick<IncidentQueries, 'between'>;
}

/** Everything that the alert catalogue is reckoned from over a window (minute-aligned, not after `now`). */
export async function alertFacts(
  { records, catalog, impact, objectives, slos, outages, incidents }: AlertFactDeps,
  window: Interval,
  now: EpochMs,
): Promise<{ entries: AlertEntry[]; weighing: Weighing }> {
  const current = catalog();
  const [drops, alarms, external, burns, ledger, kept, since, retired] = await Promise.all([
    impact.drops(window),
    objectives.alarms(window),
    externalTimes(records, current, window),
    burnAlertsIn(records, window),
    outages.list(window),
    incidents.between({ from: window.from - longestCallMs, to: window.to }),
    knownSince(records),
    retiredAlerts(records),
  ]);
  const knownFrom = new Map(since);
  for (const [measure, at] of await alarmsKnown(records)) knownFrom.set(measureIdOf(measure), at);
  const others = await externalSince(records);
  for (const { known, source, alertname } of external) {
    const first = others.get(`${source}/${alertname}`);
    if (first === undefined) continue;
    knownFrom.set(known.id, Math.min(first, knownFrom.get(known.id) ?? first));
    if (known.document === null) since.set(known.id, first);
  }
  const facts = { catalog: current, now, alarms, external, burns, drops, since, objectives: burning(slos) };
  const losses = knownLosses({ catalog: current, drops, outages: ledger, incidents: kept });
  const pages = calledPages(current, kept, window);
  return {
    entries: alertEntries(facts),
    weighing: { catalog: current, window, now, losses, pages, retired, knownFrom },
  };
}

/** Objectives of which a burn is told, at most; beyond that they are read in pages of it. */
const mostAtOnce = 1_000;

function burning(slos: AlertFactDeps['slos']): BurningObjective[] {
  const found: BurningObjective[] = [];
  let cursor: string | undefined;
  do {
    const page = slos.list({ limit: mostAtOnce, ...(cursor === undefined ? {} : { cursor }) }, []);
    for (const { name, displayName, subject, target, burns } of page.objectives) {
      if (burns.length > 0)
        found.push({ name, displayName, subject, target, factors: burns.map(({ factor }) => factor) });
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const idsOfKinds: Record<string, (name: string) => string> = {
  Measure: measureIdOf,
  Alert: alertIdOf,
  Process: businessIdOf,
  'openslo/SLO': objectiveIdOf,
};

/** When each was in the catalogue first, by id. */
async function knownSince(records: Kysely<Tables>): Promise<Map<string, EpochMs>> {
  const rows = await records
    .selectFrom('catalog_documents as d')
    .innerJoin('catalog_versions as v', 'v.version', 'd.from_version')
    .select(['d.kind', 'd.name'])
    .select(({ fn }) => fn.min('v.applied_at').as('first'))
    .where('d.kind', 'in', Object.keys(idsOfKinds))
    .groupBy(['d.kind', 'd.name'])
    .execute();
  return new Map(rows.map(({ kind, name, first }) => [idsOfKinds[kind]!(name), Number(first)]));
}
