import type { EpochMs } from '../../maths/instants.ts';
import { type Catalog, componentNamed, processesOver, processNamed } from '../catalog/catalog.ts';
import type { Level } from '../catalog/fields.ts';
import { shadowAt } from '../catalog/shadow.ts';
import type { Alarm } from '../objectives/contract.ts';
import { measureIdOf } from '../signals/alerts/alert-finder.ts';
import { measureNamed } from '../signals/measure.ts';
import { processesNeeding } from './hard-under.ts';
import type { TechnicalAlarm } from './incident.ts';

/** What is known of the alarms of one component at a tick; those that are tried out in shadow are a fact of their own. */
export interface TechnicalFact {
  component: string;
  /** The side channel of alarms that are tried out and call nobody; null for those that count. */
  shadow: string | null;
  /** Lasting ones and those that ended in the last day, oldest first. */
  alarms: readonly TechnicalAlarm[];
  /** The processes that stand on it in any way: where one of them loses, the alarms are told with that. */
  over: readonly string[];
  /** The process that it is shown with: a critical one that cannot do without it, else the first over it; none: null. */
  process: string | null;
  level: Level | null;
  boundToCritical: boolean;
  /** Ids of alarms whose alert was retired: they are kept and shown, and count for no incident. Absent where there is none. */
  retired?: readonly string[];
}

/**
 * The facts of every component with alarms at an instant, in the order of their first ones. Alerts of other tools count where their
 * Alert says that they open incidents. `retired` are the ids of the alerts that were retired.
 */
export function technicalFacts(
  catalog: Catalog,
  alarms: readonly Alarm[],
  now: EpochMs,
  retired: ReadonlySet<string> = new Set(),
): TechnicalFact[] {
  const shadowOf = ({ measure, external }: Alarm): string | null =>
    external ? null : shadowAt(measureNamed(catalog, measure)?.spec.objective.shadow, now);
  const isRetired = ({ measure, external }: Alarm): boolean => retired.has(external?.alert ?? measureIdOf(measure));
  const opening = alarms.filter(({ external }) => external === undefined || external.opensIncidents);
  const groups = Map.groupBy(opening, (one) => `${one.component} ${shadowOf(one) ?? ''}`);
  return [...groups.values()].flatMap((some) => {
    const [{ component }] = some as [Alarm];
    const shadow = shadowOf(some[0]!);
    // what has left the catalogue answers for nothing any more
    if (componentNamed(catalog, component) === undefined) return [];
    const over = processesOver(catalog, component);
    const levelOf = (process: string): Level | null => processNamed(catalog, process)?.spec.level ?? null;
    const critical = (processesNeeding(catalog).get(component) ?? []).find(
      (process) => levelOf(process) === 'critical',
    );
    const process = critical ?? over[0] ?? null;
    return [
      {
        ...{ component, shadow, over, process, level: process === null ? null : levelOf(process) },
        boundToCritical: critical !== undefined,
        alarms: some.filter((one) => !isRetired(one)).map((one) => technicalAlarm(catalog, one)),
        ...(some.some(isRetired) ? { retired: some.filter(isRetired).map(({ id }) => id) } : {}),
      },
    ];
  });
}

function technicalAlarm(catalog: Catalog, { id, measure, startedAt, endedAt, external }: Alarm): TechnicalAlarm {
  const mandatedBy = external ? external.mandatedBy : (measureNamed(catalog, measure)?.spec.mandatedBy ?? null);
  return {
    ...{ id, measure, mandatedBy, startedAt: Date.parse(startedAt) },
    ...(external ? { external: external.alert } : {}),
    endedAt: endedAt === null ? null : Date.parse(endedAt),
  };
}
