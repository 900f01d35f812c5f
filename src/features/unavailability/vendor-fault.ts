import { type Catalog, displayName } from '../catalog/catalog.ts';
import type { Seen } from '../outages/drafted-outage.ts';
import { vendorOfComponent } from './behind.ts';
import { componentName } from './component-name.ts';
import type { Incident } from './incident.ts';
import type { ToldMatch } from './vendors/match-told.ts';
import { toldFaultWords } from './vendors/told-fault.ts';

/**
 * Why the ledger takes an outage for a vendor's by itself; null where it does not, or where that is not why, as after a window of
 * maintenance that ran over. `says` is what a vendor tells of it by themselves, which outranks what only seems so.
 */
export function vendorFaultWords(
  { fault, vendor }: Pick<Seen, 'fault' | 'vendor'>,
  { technical, root }: Pick<Incident, 'technical' | 'root'>,
  catalog: Catalog,
  says: ToldMatch | null = null,
): string | null {
  if (says !== null && fault === 'vendor' && vendor === says.told.vendor) return toldFaultWords(says);
  const component = technical?.component ?? root?.component;
  const theirs = component === undefined ? undefined : vendorOfComponent(catalog, component);
  if (component === undefined || theirs === undefined || fault !== 'vendor' || vendor !== theirs.metadata.name)
    return null;
  const what = technical ? 'It' : `Its probable root, ${componentName(catalog, component)},`;
  return `${what} comes from ${displayName(theirs)}, so the fault is taken for theirs until somebody says otherwise.`;
}
