import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import { zoneOf } from '../../../maths/zoned-time.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { rotationFor } from '../../duty/covering.ts';
import type { Incident } from '../../unavailability/incident.ts';
import type { ReplayCall } from '../replay-contract.ts';
import type { CallMade } from './side-course.ts';

/** A call as it is shown; `drop` is the P1 or P2 that it tells of. */
export function shownCall(catalog: Catalog, call: CallMade, drop: string | null): ReplayCall {
  const { at, way, incident, name, why } = call;
  return {
    at: toRfc3339(at),
    way,
    name,
    process: incident.process === '' ? null : incident.process,
    component: incident.technical?.component ?? null,
    incident: incident.id,
    byNight: isNight(zoneThere(catalog, incident), at),
    drop,
    says: `${aboutWhat(incident)} ${why}`,
  };
}

/** In one sentence what was found. */
function aboutWhat({ kind, process, class: reached, technical, transitions }: Incident): string {
  if (kind === 'blind') return `Nobody sees how ${process} is.`;
  if (technical) {
    const lasting = technical.alarms.filter(({ endedAt }) => endedAt === null);
    const named = lasting.length > 0 ? lasting : technical.alarms;
    const measures = [...new Set(named.map(({ measure }) => measure))].join(', ');
    return `${technical.component} misses ${measures}.`;
  }
  const found = transitions.findLast(({ by, reason }) => by === null && reason.includes('missing'))?.reason;
  return found ?? `${reached ?? 'A loss'} of ${process}.`;
}

/** On the wall clock of who is called, else of the process; where nobody says, in UTC. */
function zoneThere(catalog: Catalog, { process, technical }: Incident): string {
  const own = technical && rotationFor(catalog, { component: technical.component });
  const rotation = own ?? rotationFor(catalog, { process });
  return rotation?.spec.timeZone ?? processNamed(catalog, process)?.spec.timeZone ?? 'UTC';
}

const nightFrom = 22 * 60;
const nightTo = 6 * 60;

/** Between 22:00 and 06:00. */
export function isNight(timeZone: string, at: EpochMs): boolean {
  const minuteOfDay = ((zoneOf(timeZone).localMinute(at) % 1_440) + 1_440) % 1_440;
  return minuteOfDay >= nightFrom || minuteOfDay < nightTo;
}
