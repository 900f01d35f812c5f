import { toRfc3339 } from '../../../maths/instants.ts';
import { displayName, processNamed } from '../../catalog/catalog.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';

/** When the business result began to miss, and when it was as expected again. Of technical incidents there is none. */
export function impactLines({ incident, drops, catalog }: IncidentLog): TimelineLine[] {
  if (incident.kind !== 'loss') return [];
  const process = processNamed(catalog, incident.process);
  const name = process ? displayName(process) : incident.process;
  const line = (at: string, says: string): TimelineLine => ({ at, kind: 'impact', by: null, says });
  const spans =
    drops.length > 0
      ? drops.map(({ onset, endedAt }) => ({ onset, endedAt }))
      : [
          {
            onset: toRfc3339(incident.onset),
            endedAt: incident.endedAt === null ? null : toRfc3339(incident.endedAt),
          },
        ];
  return spans.flatMap(({ onset, endedAt }) => [
    line(onset, `The result of ${name} begins to fall short.`),
    ...(endedAt === null ? [] : [line(endedAt, `The result of ${name} is as expected again.`)]),
  ]);
}
