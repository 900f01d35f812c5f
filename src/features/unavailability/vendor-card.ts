import { day, type EpochMs, minute } from '../../maths/instants.ts';
import { type Catalog, displayName } from '../catalog/catalog.ts';
import type { Outage } from '../outages/outage.ts';
import { apart, isOfVendor, lengthOf, spanOf } from '../outages/vendor-part.ts';
import type { VendorBehind } from './behind.ts';
import { componentName } from './component-name.ts';
import type { VendorShown } from './incident-contract.ts';

/** How far back the outages of a vendor are looked at. */
export const vendorDays = 90;

/**
 * The card of a vendor for who was woken: whom to ask, in the order of escalation, and what theirs cost before. `past` are outages
 * of the ledger, of any subject; those of the vendor that began in the 90 days before `until` count, but for the ones of `own`
 * incidents. One failure of theirs stands in the ledger once for each process and component, so what lies over each other is one.
 */
export function vendorCard(
  { vendor, through }: VendorBehind,
  catalog: Catalog,
  past: readonly Outage[],
  { until, own }: { until: EpochMs; own: ReadonlySet<string> },
): VendorShown {
  const { metadata, spec } = vendor;
  const spans = past
    .filter((outage) => outage.kind === 'unplanned' && isOfVendor(outage, { name: metadata.name, ...spec }))
    .filter((outage) => outage.incident === null || !own.has(outage.incident))
    .map((outage) => spanOf(outage, until))
    .filter(({ from }) => from >= until - vendorDays * day && from < until);
  const joined = apart(spans);
  return {
    name: metadata.name,
    displayName: displayName(vendor),
    owner: spec.owner ?? null,
    through: through.map(({ component, by }) => ({ component, name: componentName(catalog, component), by })),
    contacts: spec.contacts.map(({ name, role = null, email = null, phone = null, url = null }) => ({
      ...{ name, role, email, phone, url },
    })),
    past: {
      days: vendorDays,
      outages: joined.length,
      minutes: Math.round(lengthOf(joined) / minute),
    },
  };
}

const mostInMessage = 3;

/** "PayFast: Service desk (desk@payfast.example); Duty manager (+48 22 555 01 01)", the first of the escalation. */
export function vendorWords({ vendor }: VendorBehind): string {
  const contacts = vendor.spec.contacts
    .slice(0, mostInMessage)
    .map(({ name, email, phone, url }) => `${name} (${[phone, email, url].filter(Boolean).join(', ')})`);
  return `${displayName(vendor)}: ${contacts.join('; ')}`;
}
