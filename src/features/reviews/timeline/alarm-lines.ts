import { toRfc3339 } from '../../../maths/instants.ts';
import { componentName } from '../../unavailability/component-name.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';

/** Technical alarms: its own, and those of the incidents that are told with it. */
export function alarmLines({ incident, parts, catalog }: IncidentLog): TimelineLine[] {
  return [incident, ...parts].flatMap(({ technical }) =>
    (technical?.alarms ?? []).flatMap(({ measure, startedAt, endedAt }) => {
      const name = componentName(catalog, technical!.component);
      const line = (at: number, says: string): TimelineLine => ({ at: toRfc3339(at), kind: 'alarm', by: null, says });
      return [
        line(startedAt, `${name} misses ${measure}.`),
        ...(endedAt === null ? [] : [line(endedAt, `${name} meets ${measure} again.`)]),
      ];
    }),
  );
}
