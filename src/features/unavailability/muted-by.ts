import type { EpochMs } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { earlyMs } from '../outages/maintenance/beyond-planned.ts';
import { maintenancesOf, subjectsOf, windowsOf } from '../outages/maintenance/windows.ts';
import type { Incident } from './incident.ts';
import type { Planned } from './routing.ts';

/**
 * The maintenance that mutes an incident: one with `mute` of its component, else of its process, in a window of which it began; the
 * longest of several, and on through windows that follow one another. Null where there is none.
 */
export function mutedBy(
  catalog: Catalog,
  { technical, process, onset }: Pick<Incident, 'technical' | 'process' | 'onset'>,
): Planned | null {
  const kind = technical ? 'component' : 'process';
  const name = technical?.component ?? process;
  const muting = maintenancesOf(catalog).filter(
    ({ spec }) => spec.mute && subjectsOf(catalog, spec).some((one) => one.kind === kind && one.name === name),
  );
  let planned: Planned | null = null;
  const endOfAll = (at: EpochMs, early: number): Planned | null =>
    muting
      .flatMap((one) => windowsOf(one, { from: at, to: at + early + 1 }))
      .reduce<Planned | null>(
        (last, one) => (one.to > (last?.until ?? at) ? { name: one.name, until: one.to } : last),
        null,
      );
  for (let next = endOfAll(onset, earlyMs); next !== null; next = endOfAll(next.until, 0)) planned = next;
  return planned;
}
