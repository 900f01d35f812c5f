import { type Catalog, documentsOf } from '../../catalog/catalog.ts';
import type { ReadSwitch } from './kept-switch.ts';
import type { SwitchSpec } from './switch.ts';

/** The processes of which something is switched off, or let through for a share alone: what they lose then is what that costs. */
export function processesOff(catalog: Catalog, switches: ReadonlyMap<string, ReadSwitch>): ReadonlySet<string> {
  const off = documentsOf<SwitchSpec>(catalog.documents, 'Switch').filter(
    ({ metadata, spec }) => spec.type === 'switch' && (switches.get(metadata.name)?.kept.position ?? 'on') !== 'on',
  );
  return new Set(off.map(({ spec }) => spec.process));
}
