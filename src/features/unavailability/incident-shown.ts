import { addEstimates } from '../../maths/add-estimates.ts';
import type { Estimate } from '../../maths/estimate.ts';
import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import { type Catalog, displayName, processNamed } from '../catalog/catalog.ts';
import type { Drop, ProcessImpact } from '../impact/contract.ts';
import type { Alarm } from '../objectives/contract.ts';
import type { Outage } from '../outages/outage.ts';
import { componentName } from './component-name.ts';
import { type Incident, isLasting } from './incident.ts';
import type { IncidentPage, IncidentRow, RouteShown, VerdictShown } from './incident-contract.ts';
import type { KeptIncident } from './kept-incident.ts';
import { knownResponse } from './ledger-moved.ts';
import type { Response } from './response.ts';
import { verdictOf } from './verdict.ts';

/** What an incident is shown with: the catalogue, its drops as they are reckoned now, whose money is shown. */
export interface Showing {
  catalog: Catalog;
  drops: ReadonlyMap<string, Drop>;
  isShown(process: string): boolean;
  /** Processes of which something is switched off. */
  off?: ReadonlySet<string>;
}

export function incidentRow({ incident, response }: KeptIncident, showing: Showing): IncidentRow {
  const process = processNamed(showing.catalog, incident.process);
  const drops = incident.drops.flatMap((id) => showing.drops.get(id) ?? []);
  return {
    ...{ id: incident.id, kind: incident.kind, process: incident.process },
    processName: nameOf(incident, showing.catalog),
    ...(incident.technical ? { component: incident.technical.component } : {}),
    ...(incident.shadow === undefined ? {} : { shadow: incident.shadow }),
    product: process?.spec.product ?? null,
    ...{ level: incident.level, days: [...incident.days], state: incident.state, class: incident.class },
    side: incident.side,
    onset: toRfc3339(incident.onset),
    detectedAt: toRfc3339(incident.detectedAt),
    endedAt: textOf(incident.endedAt),
    root: incident.root,
    partOf: incident.partOf,
    route: routeShown(response),
    acknowledged: response.acknowledged && { ...response.acknowledged, at: toRfc3339(response.acknowledged.at) },
    muted: response.muted && { ...response.muted, until: toRfc3339(response.muted.until) },
    money: showing.isShown(incident.process) ? summed(drops.map(({ money }) => money)) : null,
    lost: summed(drops.map(({ lost }) => lost)),
  };
}

/** The drop that an incident is compared by: its last one that is known. */
export const lastDrop = ({ drops }: Incident, showing: Showing): Drop | undefined =>
  drops.map((id) => showing.drops.get(id)).findLast((drop) => drop !== undefined);

/** The whole of one; `parts` are the incidents that it leads, `ledger` the past outages of its process. */
export function incidentPage(
  kept: KeptIncident,
  showing: Showing,
  ledger: readonly Outage[],
  parts: readonly KeptIncident[],
  rest: Pick<IncidentPage, 'asOf' | 'may' | 'outage' | 'runbooks' | 'similar' | 'vendors'> & {
    /** Alarms around it on what it stands on. */
    around: readonly Alarm[];
  },
  impact: ProcessImpact | undefined,
): IncidentPage {
  const { incident, response } = kept;
  const { around, ...shown } = rest;
  return {
    ...incidentRow(kept, showing),
    ...shown,
    transitions: incident.transitions.map((one) => ({ ...one, at: toRfc3339(one.at) })),
    drops: [...incident.drops],
    parts: parts.map((part) => {
      const { id, processName, state } = incidentRow(part, showing);
      return { id, processName, state };
    }),
    alarms: alarmsOf([kept, ...parts], around),
    steps: response.steps.map((one) => ({ ...one, at: toRfc3339(one.at) })),
    moneyHidden: !showing.isShown(incident.process),
    verdict: verdictShown(incident, showing, impact, ledger),
  };
}

function verdictShown(
  { kind, process, state, shadow }: Incident,
  { catalog, isShown, off }: Showing,
  impact: ProcessImpact | undefined,
  ledger: readonly Outage[],
): VerdictShown | null {
  if (kind !== 'loss' || shadow !== undefined || !isLasting({ state })) return null;
  if (impact === undefined) return null;
  const known = knownResponse(processNamed(catalog, process)?.spec.response, ledger, Date.parse(impact.asOf));
  const verdict = verdictOf(impact, known.response, known.said, off?.has(process));
  return verdict === null || isShown(process) ? verdict : { ...verdict, leave: null, banner: null, switchOff: null };
}

function nameOf({ process: name, technical }: Incident, catalog: Catalog): string {
  if (technical) return componentName(catalog, technical.component);
  const process = processNamed(catalog, name);
  return process ? displayName(process) : name;
}

type AlarmShown = NonNullable<IncidentPage['alarms']>[number];

/** Its own alarms and those of its parts; and of those around it what other tools raised. */
function alarmsOf(all: readonly KeptIncident[], around: readonly Alarm[]): AlarmShown[] {
  const own = all.flatMap(({ incident: { technical } }) =>
    (technical?.alarms ?? []).map((one) => ({ ...one, component: technical!.component })),
  );
  const known = new Set(own.map(({ id }) => id));
  const others = around.flatMap(({ external, ...alarm }): AlarmShown[] => {
    if (external === undefined || known.has(alarm.id)) return [];
    const { component, measure, startedAt, endedAt } = alarm;
    return [{ component, measure, mandatedBy: external.mandatedBy, startedAt, endedAt, external: external.alert }];
  });
  const shown = own.map(({ component, measure, mandatedBy, startedAt, endedAt, external }) => ({
    ...{ component, measure, mandatedBy, startedAt: toRfc3339(startedAt), endedAt: textOf(endedAt) },
    ...(external === undefined ? {} : { external }),
  }));
  return [...shown, ...others].sort(
    (a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt) || (a.measure < b.measure ? -1 : 1),
  );
}

/** What somebody with the right to respond may do with it now. */
export function mayOf({ incident, response }: KeptIncident): IncidentPage['may'] {
  const { state, endedAt } = incident;
  const may: IncidentPage['may'] = [];
  // nobody was called for what is tried out, so nobody takes it or quiets it
  if (incident.shadow !== undefined) return [];
  const lasts = state === 'suspected' || state === 'open' || state === 'mitigated';
  if (lasts && endedAt === null && response.acknowledged === null) may.push('acknowledge');
  if (state === 'suspected' || state === 'open') may.push('mitigate');
  if (lasts || state === 'recovered') may.push('dismiss', 'step');
  if (lasts) may.push('mute');
  if (state === 'dismissed' || state === 'recovered' || state === 'reported') may.push('reopen');
  if (state === 'recovered') may.push('report');
  if (state === 'reported') may.push('review');
  return may;
}

function routeShown(response: Response): RouteShown | null {
  const { route, rotation, called, calledAt } = response;
  if (route === null) return null;
  return {
    ...{ way: route.way, name: route.name, from: toRfc3339(route.from), why: route.why, rotation, called },
    calledAt: textOf(calledAt),
  };
}

const textOf = (at: EpochMs | null): string | null => (at === null ? null : toRfc3339(at));

/**
 * What the drops of one process cost together. Null where one of them is not known, or where they are in several currencies,
 * as after a change of the catalogue.
 */
function summed(estimates: readonly (Estimate | null)[]): Estimate | null {
  const known = estimates.filter((one) => one !== null);
  const [sum, ...others] = known.length < estimates.length ? [] : addEstimates(known);
  return sum === undefined || others.length > 0 ? null : sum;
}
