import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, type Interval, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { MoneyView } from '../../access/money-view.ts';
import type { Who } from '../../access/who.ts';
import { type Catalog, documentNamed, documentsOf } from '../../catalog/catalog.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import { moneyShown } from '../../impact/hide-money.ts';
import { subjectIn } from '../../outages/ledger-scope.ts';
import type { Outage } from '../../outages/outage.ts';
import { maintenanceShown } from '../../outages/queries/maintenance.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import { readings, toldOf } from '../../outages/queries/vendor-told.ts';
import type { KeptTold } from '../../outages/told/told.ts';
import type { KeptIncident } from '../kept-incident.ts';
import { callShown } from '../vendors/call-shown.ts';
import { graceMinutes, matchTold } from '../vendors/match-told.ts';
import { oursOf } from '../vendors/told-fault.ts';
import { toldShown } from '../vendors/told-shown.ts';
import type { IncidentVendors, VendorPage, VendorsAnswer, VendorTold } from '../vendors/vendor-contract.ts';
import { hidesMoney, outageList, type VendorFacts, vendorRow, windowList } from '../vendors/vendor-row.ts';
import type { IncidentQueries } from './incidents.ts';
import { callsIn } from './vendor-calls.ts';

export interface VendorPageDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
  catalog: { current(): Catalog };
  outages: Pick<OutageQueries, 'list' | 'planned'>;
  incidents: Pick<IncidentQueries, 'one' | 'page'>;
}

/** As far as windows to come are shown. */
const aheadDays = 35;
const mostIncidents = 1_000;

async function factsOf(deps: VendorPageDeps, days: number, view: MoneyView): Promise<VendorFacts> {
  const catalog = deps.catalog.current();
  const now = deps.now();
  const period = { from: now - days * day, to: now + aheadDays * day };
  const times = { from: toRfc3339(period.from), to: toRfc3339(period.to) };
  const [outages, { windows }, told, kept] = await Promise.all([
    deps.outages.list({ from: period.from, to: now + 1 }),
    maintenanceShown(deps, times),
    toldOf(deps.records, { kind: 'maintenance', period }),
    readings(deps.records),
  ]);
  return { catalog, outages, windows, told, readings: kept, isShown: moneyShown(view, catalog), days, now };
}

const vendorsOf = ({ documents }: Catalog) => documentsOf<VendorSpec>(documents, 'Vendor');

/** Every vendor, with whom most time went first. */
export async function vendorsShown(deps: VendorPageDeps, days: number, view: MoneyView): Promise<VendorsAnswer> {
  const facts = await factsOf(deps, days, view);
  const vendors = vendorsOf(facts.catalog);
  return {
    ...{ asOf: toRfc3339(facts.now), days },
    vendors: vendors
      .map((vendor) => vendorRow(vendor, facts))
      .sort((a, b) => b.minutes - a.minutes || (a.name < b.name ? -1 : 1)),
    moneyHidden: vendors.some((vendor) => hidesMoney(vendor, facts)),
  };
}

/** One vendor. Throws ProductError `not_found`. */
export async function vendorShown(
  deps: VendorPageDeps,
  name: string,
  days: number,
  who: Who | null,
): Promise<VendorPage> {
  const vendor = documentNamed<VendorSpec>(deps.catalog.current().documents, 'Vendor', name);
  if (vendor === undefined) throw new ProductError('not_found', 'The catalogue has no Vendor of this name.');
  const facts = await factsOf(deps, days, who?.money ?? []);
  const since = facts.now - days * day;
  const told = await toldOf(deps.records, { vendor: name, period: { from: since, to: facts.now + aheadDays * day } });
  const near = await incidentsIn(deps, { from: since, to: facts.now + 1 });
  const calls = await callsIn(deps.records, { vendor: name, since });
  const { contacts, silenceMinutes } = vendor.spec;
  return {
    ...vendorRow(vendor, facts),
    asOf: toRfc3339(facts.now),
    contacts: contacts.map(
      ({ name: contact, role = null, email = null, phone = null, url = null, channel = null }, nth) => {
        return { number: nth + 1, name: contact, role, email, phone, url, channel };
      },
    ),
    silenceMinutes: silenceMinutes ?? [15, 30],
    told: told.map((one) => toldShown(one, matchedTo(facts, one, near, facts.outages))).reverse(),
    calls: calls.map(({ call }) => callShown(call, who?.rights.has('respond') ?? false)).reverse(),
    outageList: outageList(vendor, facts),
    windowList: windowList(vendor, facts),
    moneyHidden: hidesMoney(vendor, facts),
  };
}

/** The calls about an incident, and what vendors tell that is matched to it. Throws ProductError `not_found`. */
export async function incidentVendors(deps: VendorPageDeps, id: string, who: Who | null): Promise<IncidentVendors> {
  const kept = await deps.incidents.one(id);
  if (kept === null) throw new ProductError('not_found', 'No incident has this id.');
  const catalog = deps.catalog.current();
  const now = deps.now();
  const { from, to } = oursOf(kept.incident);
  const period = { from, to: (to ?? now) + graceMinutes * minute };
  const all = await toldOf(deps.records, { period });
  const outages = await deps.outages.list({ from, to: to ?? now + 1 });
  const own = outages.filter(({ incident }) => incident === id);
  const told = all.flatMap((one) => {
    const matched = matchedTo({ catalog, now }, one, [kept], own);
    return matched.length === 0 ? [] : [toldShown(one, matched)];
  });
  const calls = await callsIn(deps.records, { incident: id });
  return { calls: calls.map(({ call }) => callShown(call, who?.rights.has('respond') ?? false)), told };
}

async function incidentsIn({ incidents }: VendorPageDeps, { from }: Interval): Promise<KeptIncident[]> {
  const newest = await incidents.page({ before: null, limit: mostIncidents });
  return newest.filter(({ incident }) => (incident.endedAt ?? Number.POSITIVE_INFINITY) > from);
}

/** The incidents and outages of ours that something a vendor tells of is behind, in words. */
function matchedTo(
  { catalog, now }: Pick<VendorFacts, 'catalog' | 'now'>,
  told: KeptTold,
  incidents: readonly KeptIncident[],
  outages: readonly Outage[],
): VendorTold['matched'] {
  const ofIncidents = incidents.flatMap(({ incident }) => {
    const ours = oursOf(incident);
    const match = incident.kind === 'blind' ? null : matchTold(catalog, told, ours, now);
    return match === null
      ? []
      : [{ kind: 'incident' as const, id: incident.id, name: nameOf(catalog, ours), why: match.why }];
  });
  const ofOutages = outages.flatMap((outage) => {
    if (outage.state === 'removed' || outage.kind !== 'unplanned') return [];
    const ours = { subject: outage.subject, ...(outage.corrected ?? outage.refined ?? outage.detected) };
    const match = matchTold(catalog, told, ours, now);
    return match === null
      ? []
      : [{ kind: 'outage' as const, id: outage.id, name: nameOf(catalog, ours), why: match.why }];
  });
  return [...ofIncidents, ...ofOutages];
}

const nameOf = (catalog: Catalog, { subject }: Pick<ReturnType<typeof oursOf>, 'subject'>): string =>
  subjectIn(catalog, subject).displayName;
