import { type Catalog, componentNamed, processesOver, processNamed } from '../catalog/catalog.ts';
import type { Level } from '../catalog/fields.ts';
import type { Alarm } from '../objectives/contract.ts';
import { measureNamed } from '../signals/measure.ts';
import { processesNeeding } from './hard-under.ts';
import type { TechnicalAlarm } from './incident.ts';

/** What is known of the alarms of one component at a tick. */
export interface TechnicalFact {
  component: string;
  /** Lasting ones and those that ended in the last day, oldest first. */
  alarms: readonly TechnicalAlarm[];
  /** The processes that stand on it in any way: where one of them loses, the alarms are told with that. */
  over: readonly string[];
  /** The process that it is shown with: a critical one that cannot do without it, else the first over it; none: null. */
  process: string | null;
  level: Level | null;
  boundToCritical: boolean;
}

/** The facts of every component with alarms, in the order of their first ones. */
export function technicalFacts(catalog: Catalog, alarms: readonly Alarm[]): TechnicalFact[] {
  const byComponent = Map.groupBy(alarms, ({ component }) => component);
  return [...byComponent].flatMap(([component, some]) => {
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
        ...{ component, over, process, level: process === null ? null : levelOf(process) },
        boundToCritical: critical !== undefined,
        alarms: some.map((one) => technicalAlarm(catalog, one)),
      },
    ];
  });
}

function technicalAlarm(catalog: Catalog, { id, measure, startedAt, endedAt }: Alarm): TechnicalAlarm {
  const mandatedBy = measureNamed(catalog, measure)?.spec.mandatedBy ?? null;
  return {
    ...{ id, measure, mandatedBy, startedAt: Date.parse(startedAt) },
    endedAt: endedAt === null ? null : Date.parse(endedAt),
  };
}
