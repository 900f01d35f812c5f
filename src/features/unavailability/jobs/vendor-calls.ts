import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, type Document, documentsOf } from '../../catalog/catalog.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import { WrittenMeanwhile } from '../actions/save-switch.ts';
import { type CallDeps, tellingOf, writeCall } from '../actions/tell-call.ts';
import { callId } from '../actions/vendor-calls.ts';
import { suspectsOf, vendorsBehind } from '../behind.ts';
import { isLasting } from '../incident.ts';
import type { KeptIncident } from '../kept-incident.ts';
import type { IncidentQueries } from '../queries/incidents.ts';
import { callsIn, type KeptCall } from '../queries/vendor-calls.ts';
import { ended, newCall, type Stepped, stepCall } from '../vendors/call.ts';

export interface VendorCallJobDeps extends CallDeps {
  incidents: Pick<IncidentQueries, 'ofConcern' | 'one'>;
}

/**
 * Asks vendors whose first contact has a channel once somebody was called for what theirs is behind, moves on where they are silent, and
 * ends calls whose incident is over. All it goes on from is on record, so that a restart neither repeats nor forgets anything.
 */
export function vendorCallJob(deps: VendorCallJobDeps): { name: string; run(now: EpochMs): Promise<void> } {
  /** Nothing where somebody else wrote meanwhile: the next tick looks again. */
  async function write(kept: KeptCall, { steps }: Pick<Stepped, 'steps'>, incident: KeptIncident, now: EpochMs) {
    const telling = await tellingOf(deps, incident, now);
    try {
      await deps.records
        .transaction()
        .execute((transaction) => writeCall(transaction, kept, steps, telling, null, now));
      return true;
    } catch (error) {
      if (error instanceof WrittenMeanwhile) return false;
      throw error;
    }
  }

  async function follow(now: EpochMs): Promise<boolean> {
    let told = false;
    for (const kept of await callsIn(deps.records, { state: 'waiting' })) {
      const incident = await deps.incidents.one(kept.call.incident);
      if (incident === null) continue;
      if (!isLasting(incident.incident)) {
        const at = incident.incident.endedAt;
        const reason = `The incident is over${at === null ? '' : ` since ${toRfc3339(at)}`}.`;
        const call = ended(kept.call, { at: now, by: null, reason });
        told = (await write({ ...kept, call }, { steps: [] }, incident, now)) || told;
        continue;
      }
      const stepped = stepCall(kept.call, now);
      if (stepped.call === kept.call) continue;
      told = (await write({ ...kept, call: stepped.call }, stepped, incident, now)) || told;
    }
    return told;
  }

  async function begin(now: EpochMs): Promise<boolean> {
    const catalog = deps.catalog();
    if (!documentsOf<VendorSpec>(catalog.documents, 'Vendor').some(hasChannel)) return false;
    let told = false;
    for (const kept of await deps.incidents.ofConcern(now)) {
      const vendors = toBeAsked(catalog, kept);
      if (vendors.length === 0) continue;
      const { id } = kept.incident;
      const known = new Set((await callsIn(deps.records, { incident: id })).map(({ call }) => call.vendor));
      for (const vendor of vendors.filter(({ metadata }) => !known.has(metadata.name))) {
        const { name } = vendor.metadata;
        const started = newCall(callId(id, name, 0), vendor, { incident: id, first: 1, by: null, at: now });
        told = (await write({ call: started.call, version: 0 }, started, kept, now)) || told;
      }
    }
    return told;
  }

  async function run(now: EpochMs): Promise<void> {
    const begun = await begin(now);
    const followed = await follow(now);
    if (begun || followed) deps.notifications.wake();
  }
  return { name: 'vendor calls', run };
}

const hasChannel = ({ spec }: Document<VendorSpec>): boolean => spec.contacts[0]?.channel !== undefined;

/** The vendors of its probable root, or of its own component, that Waga tells by itself; only of what somebody was called for. */
function toBeAsked(catalog: Catalog, { incident, response }: KeptIncident): Document<VendorSpec>[] {
  const isCalled = response.calledAt !== null && response.muted === null;
  if (!isCalled || !isLasting(incident) || incident.shadow !== undefined || incident.partOf !== null) return [];
  return vendorsBehind(catalog, suspectsOf(incident, []))
    .map(({ vendor }) => vendor)
    .filter(hasChannel);
}
