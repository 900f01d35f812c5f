import { bucketStart, type EpochMs, second } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { RecordedOutage } from '../criticality/observed/recorded-outage.ts';
import type { Drop } from '../impact/contract.ts';
import type { Seen } from '../outages/drafted-outage.ts';
import { beyondPlanned, overWords } from '../outages/maintenance/beyond-planned.ts';
import type { Ends, Outage } from '../outages/outage.ts';
import { subjectText } from '../outages/outage-subject.ts';
import type { KeptTold } from '../outages/told/told.ts';
import { vendorOfComponent } from './behind.ts';
import type { Incident } from './incident.ts';
import { toldFault } from './vendors/told-fault.ts';

/** What is known of an incident besides itself. */
export interface KnownOfIncidents {
  catalog: Catalog;
  drops: ReadonlyMap<string, Drop>;
  /** Outages of components as their alarms were refined. */
  recorded: readonly RecordedOutage[];
  /** Windows of maintenance on record, of any subject. */
  planned: readonly Outage[];
  /** What vendors tell of themselves; left out, nothing. */
  told?: readonly KeptTold[];
  now: EpochMs;
}

/**
 * What an incident is in the ledger: of a loss the outage of its process, of technical alarms that of the component; null for one
 * that nobody sees, for what is tried out in shadow, and for one that is not proven, or was dismissed before it was. What began in a
 * window of maintenance of its own subject is an outage from the end of the window on.
 */
export function seenOutage(incident: Incident, known: KnownOfIncidents): Seen | null {
  const { kind, state, technical } = incident;
  if (kind === 'blind' || state === 'suspected' || incident.shadow !== undefined) return null;
  if (kind === 'loss' && incident.class === null) return null;
  if (state === 'dismissed' && !incident.transitions.some(({ to }) => to === 'open')) return null;
  const subject: Seen['subject'] = technical
    ? { kind: 'component', name: technical.component }
    : { kind: 'process', name: incident.process };
  const own = known.planned.filter((one) => subjectText(one.subject) === subjectText(subject));
  const beyond = beyondPlanned(endsSeen(incident), own, known.now);
  if (beyond === null) return null;
  const { ends: detected, over } = beyond;
  const component = technical?.component ?? incident.root?.component ?? null;
  const itsVendor = component === null ? null : (vendorOfComponent(known.catalog, component)?.metadata.name ?? null);
  const says = itsVendor === null ? toldFault(incident, known.told ?? [], known.catalog, known.now) : null;
  const vendor = over === null ? (itsVendor ?? says?.told.vendor ?? null) : over.vendor;
  return {
    ...{ incident: incident.id, subject },
    ...(over === null ? {} : { cause: overWords(over) }),
    kind: state === 'dismissed' ? 'false-positive' : 'unplanned',
    ...{ fault: vendor === null ? 'own' : 'vendor', vendor, detected },
    share: shareText(
      technical ? failedShare(technical.component, detected, known.recorded) : impactShare(incident, known.drops),
    ),
  };
}

/** Whole seconds, and at least one. */
function endsSeen({ onset, endedAt }: Pick<Incident, 'onset' | 'endedAt'>): Ends {
  const from = bucketStart(onset, second);
  return { from, to: endedAt === null ? null : Math.max(from + second, bucketStart(endedAt + second - 1, second)) };
}

function impactShare({ drops: ids }: Incident, drops: ReadonlyMap<string, Drop>): number | null {
  return ids.map((id) => drops.get(id)?.impactShare?.value ?? null).findLast((share) => share !== null) ?? null;
}

function failedShare(component: string, { from, to }: Ends, recorded: readonly RecordedOutage[]): number | null {
  const shares = recorded
    .filter((one) => one.component === component && one.from < (to ?? Number.POSITIVE_INFINITY) && one.to > from)
    .flatMap(({ failed }) => failed ?? []);
  return shares.length === 0 ? null : Math.max(...shares);
}

/** A share as the ledger has it, to a thousandth and never none; all of it where nobody knows. */
export function shareText(share: number | null): string {
  if (share === null) return '1';
  return String(Math.round(Math.min(1, Math.max(0.001, share)) * 1_000) / 1_000);
}
