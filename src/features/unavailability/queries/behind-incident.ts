import { day, type EpochMs, hour, type Interval } from '../../../maths/instants.ts';
import { type Catalog, componentsUnder } from '../../catalog/catalog.ts';
import type { Alarm } from '../../objectives/contract.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import { runbooksOf, type Suspect, suspectsOf, vendorsBehind } from '../behind.ts';
import type { IncidentPage } from '../incident-contract.ts';
import type { KeptIncident } from '../kept-incident.ts';
import { vendorCard, vendorDays } from '../vendor-card.ts';

export interface BehindDeps {
  objectives: { alarms(q: Interval): Promise<Alarm[]> };
  outages: Pick<OutageQueries, 'list'>;
}

/** An outage may last so long before the days that are counted. */
const longestOutageDays = 30;

/** What to do and whom to ask: the runbooks and the vendors of what an incident leads to. `parts` are those it leads. */
export async function behindIncident(
  deps: BehindDeps,
  catalog: Catalog,
  { incident }: KeptIncident,
  parts: readonly KeptIncident[],
  now: EpochMs,
): Promise<Required<Pick<IncidentPage, 'runbooks' | 'vendors'>> & { around: Alarm[] }> {
  const around = await alarmsAround(deps, catalog, incident, now);
  const alarming = incident.kind === 'loss' ? around.map(({ component }) => component) : [];
  const suspects: Suspect[] = suspectsOf(incident, alarming);
  const behind = vendorsBehind(catalog, suspects);
  const runbooks = runbooksOf(catalog, incident, suspects);
  if (behind.length === 0) return { around, runbooks, vendors: [] };
  const until = incident.onset;
  const past = await deps.outages.list({ from: until - (vendorDays + longestOutageDays) * day, to: until });
  const own = new Set([incident.id, ...parts.map((part) => part.incident.id)]);
  return { around, runbooks, vendors: behind.map((one) => vendorCard(one, catalog, past, { until, own })) };
}

/**
 * The alarms of what it stands on, from an hour before it began until its end, the first first: of a loss every component under the
 * process, of technical alarms their own component.
 */
async function alarmsAround(
  { objectives }: BehindDeps,
  catalog: Catalog,
  { kind, process, technical, onset, endedAt }: KeptIncident['incident'],
  now: EpochMs,
): Promise<Alarm[]> {
  if (kind === 'blind') return [];
  const under = new Set(technical ? [technical.component] : componentsUnder(catalog, process));
  const alarms = await objectives.alarms({ from: onset - hour, to: endedAt ?? now + 1 });
  return alarms.filter(({ component }) => under.has(component));
}
