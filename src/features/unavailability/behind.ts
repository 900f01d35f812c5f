import type { Catalog } from '../catalog/catalog.ts';
import { componentNamed, displayName, documentsOf, processNamed } from '../catalog/catalog.ts';
import type { Document } from '../catalog/document.ts';
import type { VendorSpec } from '../catalog/vendor.ts';
import type { Incident } from './incident.ts';
import type { RunbookShown } from './incident-contract.ts';

/** A component that an incident leads to, and by what. */
export interface Suspect {
  component: string;
  /** The probable root, or in alarm while it lasted. */
  by: 'root' | 'alarm';
}

/** What an incident leads to, each once: the probable root first, then what alarms, its own component before others. */
export function suspectsOf(
  { root, technical }: Pick<Incident, 'root' | 'technical'>,
  alarming: readonly string[],
): Suspect[] {
  const alarms = [...(technical ? [technical.component] : []), ...alarming];
  const rest = [...new Set(alarms)].filter((component) => component !== root?.component);
  return [
    ...(root ? [{ component: root.component, by: 'root' as const }] : []),
    ...rest.map((component) => ({ component, by: 'alarm' as const })),
  ];
}

/** So many at most: who was woken reads one or two. */
const mostRunbooks = 5;

/** The runbooks of the catalogue, each once: that of the process first, then those of what it leads to. Of alarms alone no process is known to suffer. */
export function runbooksOf(
  catalog: Catalog,
  { process, technical }: Pick<Incident, 'process' | 'technical'>,
  suspects: readonly Suspect[],
): RunbookShown[] {
  const own = technical ? undefined : processNamed(catalog, process);
  const things = [own, ...suspects.map(({ component }) => componentNamed(catalog, component))];
  const found = things.flatMap((thing) =>
    thing?.spec.runbook === undefined
      ? []
      : [{ kind: kindOf(thing), name: thing.metadata.name, displayName: displayName(thing), url: thing.spec.runbook }],
  );
  return found.filter(({ url }, nth) => found.findIndex((one) => one.url === url) === nth).slice(0, mostRunbooks);
}

const kindOf = ({ kind }: Document): RunbookShown['kind'] => (kind === 'Process' ? 'process' : 'component');

/** A vendor that an incident leads to, and through what of theirs. */
export interface VendorBehind {
  vendor: Document<VendorSpec>;
  through: readonly Suspect[];
}

/** The vendors from whom suspected components come, that of the probable root first. */
export function vendorsBehind({ documents }: Catalog, suspects: readonly Suspect[]): VendorBehind[] {
  const vendors = documentsOf<VendorSpec>(documents, 'Vendor');
  const found = vendors.map((vendor) => ({
    vendor,
    through: suspects.filter(({ component }) => vendor.spec.components.includes(component)),
  }));
  const first = ({ through }: VendorBehind): number => suspects.indexOf(through[0]!);
  return found.filter(({ through }) => through.length > 0).sort((a, b) => first(a) - first(b));
}

/** The vendor whose component it is; undefined where none says so. */
export const vendorOfComponent = (catalog: Catalog, component: string): Document<VendorSpec> | undefined =>
  vendorsBehind(catalog, [{ component, by: 'root' }])[0]?.vendor;
