import type { Kysely } from 'kysely';
import { day, type EpochMs, type Interval } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { RecordedOutage } from '../../criticality/observed/recorded-outage.ts';
import type { Drop } from '../../impact/contract.ts';
import { draftOutage } from '../../outages/actions/outages-seen.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import { saveIncident } from '../actions/save-incident.ts';
import { moved } from '../incident.ts';
import type { KeptIncident } from '../kept-incident.ts';
import type { IncidentQueries } from '../queries/incidents.ts';
import type { VendorQueries } from '../queries/vendors.ts';
import { seenOutage } from '../seen-outage.ts';
import { vendorFaultWords } from '../vendor-fault.ts';
import { toldFault } from '../vendors/told-fault.ts';

interface Deps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  impact: { drops(q: Interval & { process?: string | undefined }): Promise<Drop[]> };
  observed: { outages(): readonly RecordedOutage[] };
  incidents: IncidentQueries;
  outages: OutageQueries;
  /** Left out, vendors tell nothing. */
  vendors?: Pick<VendorQueries, 'toldIn'>;
}

/** So many dismissed or recovered incidents are looked at besides those of the last days. */
const mostOlder = 200;

/**
 * Writes each proven incident into the ledger, as a draft, and follows it there; and moves an incident to reported once its outage
 * is. Both stores of it are the records, and what was written is all that it goes on from: a restart or a second tick writes nothing.
 */
export function draftJob(deps: Deps): { name: string; run(now: EpochMs): Promise<void> } {
  const { records, catalog, impact, observed, incidents, outages, vendors } = deps;
  /** What was told of each incident last, so that what stays is not asked about every tick. */
  const told = new Map<string, string>();

  async function run(now: EpochMs): Promise<void> {
    const present = await incidents.ofConcern(now);
    const older = await incidents.page({ states: ['dismissed', 'recovered'], before: null, limit: mostOlder });
    const all = new Map([...older, ...present].map((one) => [one.incident.id, one]));
    for (const id of told.keys()) if (!all.has(id)) told.delete(id);
    if (all.size === 0) return;
    const from = Math.min(...[...all.values()].map(({ incident }) => incident.onset)) - day;
    const drops = new Map((await impact.drops({ from, to: now + day })).map((drop) => [drop.id, drop]));
    const planned = await outages.planned({ from, to: now });
    const said = (await vendors?.toldIn({ from, to: now })) ?? [];
    const known = { catalog: catalog(), drops, recorded: observed.outages(), planned, told: said, now };
    for (const { incident } of all.values()) {
      const seen = seenOutage(incident, known);
      const words = JSON.stringify(seen);
      if (seen === null || told.get(incident.id) === words) continue;
      const step = incident.transitions.at(-1)?.reason ?? 'It was seen.';
      const reason = told.has(incident.id) && incident.endedAt === null ? 'It is seen better now.' : step;
      const says = toldFault(incident, said, known.catalog, now);
      const fault = vendorFaultWords(seen, incident, known.catalog, says);
      await draftOutage({ records }, seen, now, reason, fault);
      told.set(incident.id, words);
    }
    await followReports([...all.values()], now);
  }

  /** What is reported in the ledger is reported. */
  async function followReports(kept: readonly KeptIncident[], now: EpochMs): Promise<void> {
    const waiting = kept.filter(({ incident }) => incident.state === 'recovered');
    const theirs = await outages.ofIncidents(waiting.map(({ incident }) => incident.id));
    for (const one of waiting) {
      const state = theirs.get(one.incident.id)?.state;
      if (state !== 'reported' && state !== 'locked') continue;
      const incident = moved(one.incident, 'reported', now, 'Its outage is reported in the ledger.');
      await records.transaction().execute((transaction) => saveIncident(transaction, { ...one, incident }, now));
    }
  }

  return { name: 'outage drafts', run };
}
