import type { EpochMs } from '../../maths/instants.ts';
import { type Catalog, componentNamed, processesOver, processNamed } from '../catalog/catalog.ts';
import type { Level } from '../catalog/fields.ts';
import { shadowAt } from '../catalog/shadow.ts';
import type { Alarm } from '../objectives/contract.ts';
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
}

/** The facts of every component with alarms at an instant, in the order of their first ones. */
export function technicalFacts(catalog: Catalog, alarms: readonly Alarm[], now: EpochMs): TechnicalFact[] {
  const shadowOf = ({ measure }: Alarm): string | null =>
    shadowAt(measureNamed(catalog, measure)?.spec.objective.shadow, now);
  const groups = Map.groupBy(alarms, (one) => `${one.component} ${shadowOf(one) ?? ''}`);
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
