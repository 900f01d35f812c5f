import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, hour, type Interval } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { statusPosts } from '../../agreements/queries/status-posts.ts';
import { type Catalog, componentNamed, processNamed } from '../../catalog/catalog.ts';
import type { Drop } from '../../impact/contract.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import type { KeptTold } from '../../outages/told/told.ts';
import type { ShownChange } from '../../signals/change-contract.ts';
import { changesIn } from '../../signals/queries/changes.ts';
import type { Incident } from '../../unavailability/incident.ts';
import type { IncidentQueries } from '../../unavailability/queries/incidents.ts';
import type { Call as VendorCall } from '../../unavailability/vendors/call.ts';
import { matchesOf } from '../../unavailability/vendors/match-told.ts';
import type { ActOfSwitch, IncidentLog, LoggedRun } from '../incident-log.ts';
import { callsOf } from './calls.ts';

export interface LogDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
  environment: string;
  catalog: { current(): Catalog };
  impact: { drops(q: Interval & { process?: string | undefined }): Promise<Drop[]> };
  incidents: Pick<IncidentQueries, 'one' | 'page'>;
  outages: Pick<OutageQueries, 'ofIncidents' | 'trailOf'>;
  switches: { actsOf(incident: string): Promise<ActOfSwitch[]> };
  vendors: { callsOf(incident: string): Promise<VendorCall[]>; toldIn(q: Interval): Promise<KeptTold[]> };
  runbooks: { runs(q: { incident: string; limit: number }): Promise<LoggedRun[]> };
}

/** Changes so long before the onset are looked at. */
const beforeOnset = 2 * hour;
/** What is done about an incident is done within so long after its end. */
const afterEnd = 2 * day;
const mostChanges = 200;
const mostRuns = 50;

/** All that is on record of one incident. Throws ProductError `not_found`. */
export async function incidentLog(deps: LogDeps, id: string): Promise<IncidentLog> {
  const kept = await deps.incidents.one(id);
  if (kept === null) throw new ProductError('not_found', 'No incident has this id.');
  const { incident, response } = kept;
  const catalog = deps.catalog.current();
  const until = incident.endedAt ?? deps.now() + 1;
  const around = { from: incident.onset - beforeOnset, to: until + afterEnd };
  const near = await deps.incidents.page({ before: { onset: incident.onset + day, id: '' }, limit: 200 });
  const outage = (await deps.outages.ofIncidents([id])).get(id) ?? null;
  const of = { from: incident.onset - day, to: until + day, process: incident.process };
  const ids = new Set(incident.drops);
  return {
    ...{ incident, response, catalog, outage },
    parts: near.filter(({ incident: other }) => other.partOf === id).map((part) => part.incident),
    drops: incident.kind === 'loss' ? (await deps.impact.drops(of)).filter((drop) => ids.has(drop.id)) : [],
    trail: outage === null ? [] : await deps.outages.trailOf('outage', outage.id),
    calls: await callsOf(deps.records, [id]),
    changes: await changesOf(deps, incident, { from: around.from, to: until }),
    switchActs: await deps.switches.actsOf(id),
    vendorCalls: await deps.vendors.callsOf(id),
    vendorTold: matchesOf(catalog, await deps.vendors.toldIn(around), oursOf(incident), deps.now()),
    runs: await deps.runbooks.runs({ incident: id, limit: mostRuns }),
    posts: outage === null ? [] : await statusPosts(deps.records, outage.id),
  };
}

/** What it is held against what vendors tell. */
const oursOf = ({ process, technical, onset, endedAt }: Incident) => ({
  subject: technical
    ? { kind: 'component' as const, name: technical.component }
    : { kind: 'process' as const, name: process },
  ...{ from: onset, to: endedAt },
});

/** Of the process and all that it stands on, or of the component; none where the catalogue no longer holds it. */
async function changesOf(
  { records, catalog, environment }: LogDeps,
  { process, technical }: Incident,
  { from, to }: Interval,
): Promise<ShownChange[]> {
  const now = catalog.current();
  const asked = { from, to, environment, limit: mostChanges };
  if (technical && componentNamed(now, technical.component)) {
    return (await changesIn(records, now, { ...asked, component: technical.component })).changes;
  }
  if (processNamed(now, process) === undefined) return [];
  return (await changesIn(records, now, { ...asked, process })).changes;
}
