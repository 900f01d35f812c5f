import type { RunShown } from '../../unavailability/runbooks/runbook-contract.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';
import { sentence } from './state-lines.ts';

const ended: Record<RunShown['state'], string> = {
  running: 'goes on',
  needs: 'waits for a person',
  done: 'done',
  stopped: 'stopped',
  failed: 'failed',
};

/** Runs of runbooks for it: begun, each step that was carried out, and how it ended. */
export function runLines({ runs, incident }: IncidentLog): TimelineLine[] {
  return runs.filter((run) => run.incident === incident.id).flatMap(linesOf);
}

function linesOf({ displayName, startedAt, startedBy, endedAt, state, steps }: RunShown): TimelineLine[] {
  const line = (at: string, by: string | null, says: string): TimelineLine => ({ at, kind: 'runbook', by, says });
  return [
    line(startedAt, startedBy, `Runbook ${displayName} begins.`),
    ...steps.flatMap(({ title, state: became, says, by, endedAt: at }) =>
      at === null ? [] : [line(at, by, sentence(`${displayName}: ${title}, ${became}`, says))],
    ),
    ...(endedAt === null ? [] : [line(endedAt, null, `Runbook ${displayName}: ${ended[state]}.`)]),
  ];
}
