import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, type Interval, toRfc3339 } from '../../../maths/instants.ts';
import type { MoneyView } from '../../access/money-view.ts';
import type { Who } from '../../access/who.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import type { Drop, ProcessImpact } from '../../impact/contract.ts';
import { moneyShown } from '../../impact/hide-money.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import type { IncidentPage, IncidentsAnswer } from '../incident-contract.ts';
import { incidentPage, incidentRow, lastDrop, mayOf, type Showing } from '../incident-shown.ts';
import type { KeptIncident } from '../kept-incident.ts';
import { ledgerDays } from '../ledger-moved.ts';
import { pastOnes } from '../past-ones.ts';
import { processesOff } from '../switches/processes-off.ts';
import { type BehindDeps, behindIncident } from './behind-incident.ts';
import type { IncidentCursor, IncidentQueries } from './incidents.ts';
import { likeBefore } from './like-before.ts';
import type { SwitchQueries } from './switches.ts';

export interface IncidentPageDeps extends BehindDeps {
  catalog: { current(): Catalog };
  impact: { current(): ProcessImpact[]; drops(q: Interval & { process?: string | undefined }): Promise<Drop[]> };
  incidents: IncidentQueries;
  outages: Pick<OutageQueries, 'list' | 'ofIncidents'>;
  /** Left out, nothing is known to be switched off. */
  switches?: Pick<SwitchQueries, 'all'>;
  now(): EpochMs;
}

interface Question {
  only?: 'open' | undefined;
  process?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

const openStates = ['suspected', 'open', 'mitigated', 'recovered'];
const comparedDays = 180;

/** The list, newest first. Throws ProductError `bad_input` for a cursor that none of its pages gave. */
export async function incidentsShown(deps: IncidentPageDeps, q: Question, view: MoneyView): Promise<IncidentsAnswer> {
  const before = q.cursor === undefined ? null : cursorOf(q.cursor);
  const states = q.only === 'open' ? openStates : undefined;
  const kept = await deps.incidents.page({ states, process: q.process, before, limit: q.limit + 1 });
  const page = kept.slice(0, q.limit);
  const showing = await showingOf(deps, page, view);
  const last = page.at(-1);
  return {
    asOf: toRfc3339(deps.now()),
    incidents: page.map((one) => incidentRow(one, showing)),
    next: kept.length > q.limit && last ? `${last.incident.onset}~${last.incident.id}` : null,
    moneyHidden: page.some(({ incident }) => !showing.isShown(incident.process)),
  };
}

/** One incident. Throws ProductError `not_found`. */
export async function incidentShown(deps: IncidentPageDeps, id: string, who: Who | null): Promise<IncidentPage> {
  const kept = await deps.incidents.one(id);
  if (kept === null) throw new ProductError('not_found', 'No incident has this id.');
  const { incident } = kept;
  const now = deps.now();
  const showing = await showingOf(deps, [kept], who?.money ?? []);
  const past = await deps.impact.drops({ from: now - comparedDays * day, to: now, process: incident.process });
  const near = await deps.incidents.page({ before: { onset: incident.onset + day, id: '' }, limit: 200 });
  const parts = near.filter(({ incident: other }) => other.partOf === id);
  const may = who?.rights.has('respond') ? mayOf(kept) : [];
  const present = deps.impact.current().find(({ process }) => process === incident.process);
  const found = (await deps.outages.ofIncidents([id])).get(id);
  const outage = found ? { id: found.id, state: found.state } : null;
  const behind = await behindIncident(deps, showing.catalog, kept, parts, now);
  const { process } = incident;
  const subject = { kind: 'process', name: process } as const;
  const ledger = await deps.outages.list({ from: now - ledgerDays * day, to: now, subject });
  const before = pastOnes(past, ledger, processNamed(showing.catalog, process)?.spec.thresholds);
  const similar = await likeBefore(deps, process, lastDrop(incident, showing), before, showing.isShown(process));
  const rest = { asOf: toRfc3339(now), may, outage, similar, ...behind };
  return incidentPage(kept, showing, ledger, parts, rest, present);
}

/** The drops of some incidents, in the time that they span. */
async function showingOf(deps: IncidentPageDeps, kept: readonly KeptIncident[], view: MoneyView): Promise<Showing> {
  const catalog = deps.catalog.current();
  const onsets = kept.map(({ incident }) => incident.onset);
  const from = Math.min(...onsets) - day;
  const drops = kept.length === 0 ? [] : await deps.impact.drops({ from, to: deps.now() + day });
  const off = processesOff(catalog, (await deps.switches?.all()) ?? new Map());
  return { catalog, drops: new Map(drops.map((drop) => [drop.id, drop])), isShown: moneyShown(view, catalog), off };
}

function cursorOf(text: string): IncidentCursor {
  const [onset, ...id] = text.split('~');
  if (!/^\d{1,16}$/.test(onset ?? '') || id.length === 0) {
    throw new ProductError('bad_input', 'cursor: expected `next` of the page before.');
  }
  return { onset: Number(onset), id: id.join('~') };
}
