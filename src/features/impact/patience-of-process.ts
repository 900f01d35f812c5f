import { minute } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { lagAllowed, sourceNamed, sourcesOfProcess } from '../signals/source.ts';

/** How long nothing complete may come before a process counts as not seen: the longest patience among its sources. */
export function patienceOfProcess(catalog: Catalog, process: string): number {
  const patience = sourcesOfProcess(catalog, process).map((name) => sourceNamed(catalog, name)?.silentAfterMs ?? 0);
  return lagAllowed(Math.max(0, ...patience) || 3 * minute);
}
