import { type EpochMs, minute } from '../../../maths/instants.ts';
import { type Catalog, processesOver } from '../../catalog/catalog.ts';
import type { Incident } from '../../unavailability/incident.ts';
import type { PastLoss } from './past-losses.ts';
import type { CallMade } from './side-course.ts';

/** A call so long before the onset still tells of it: a component fails before the result is seen to suffer. */
export const earlyMinutes = 10;
/** An alarm ends some minutes after what it tells of. */
const lateMinutes = 10;

/** What a call told of: the process of its loss, or those that stand on its component, and the same of what is told with it. */
export function concerned(catalog: Catalog, call: CallMade, incidents: ReadonlyMap<string, Incident>): Set<string> {
  const parts = [...incidents.values()].filter(({ partOf }) => partOf === call.incident.id);
  const names = new Set<string>();
  for (const one of [call.incident, ...parts]) {
    if (one.technical) for (const name of processesOver(catalog, one.technical.component)) names.add(name);
    else names.add(one.process);
  }
  return names;
}

/**
 * Whether a call tells of a loss: it is about its process, and was made between ten minutes before the onset and its end; a ticket,
 * which waits for a workday, also later, where its incident lasted at that time.
 */
export function tellsOf(
  { at, way, incident }: CallMade,
  processes: ReadonlySet<string>,
  loss: PastLoss,
  incidents: ReadonlyMap<string, Incident>,
): boolean {
  if (!processes.has(loss.process) || at < loss.from - earlyMinutes * minute) return false;
  const end = (loss.to ?? Number.POSITIVE_INFINITY) + lateMinutes * minute;
  if (at <= end) return true;
  const last: EpochMs = incidents.get(incident.id)?.endedAt ?? at;
  return way === 'ticket' && incident.onset <= end && last >= loss.from - earlyMinutes * minute;
}

/** Minutes from the onset of a loss until the first call that tells of it; negative: it was told before. Null: never. */
export function toldAfter(
  loss: PastLoss,
  calls: readonly { call: CallMade; processes: ReadonlySet<string> }[],
  incidents: ReadonlyMap<string, Incident>,
): number | null {
  const telling = calls.filter(({ call, processes }) => tellsOf(call, processes, loss, incidents));
  return telling.length === 0
    ? null
    : Math.round((Math.min(...telling.map(({ call }) => call.at)) - loss.from) / minute);
}
