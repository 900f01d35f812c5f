import { toRfc3339 } from '../../../maths/instants.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';
import { sentence } from './state-lines.ts';

/** What a step wrote down at length stands in its run; here its first line. */
const inShort = (says: string): string => {
  const [first = '', ...more] = says.split('\n');
  return more.length === 0 ? says : `${first} (and ${more.length} ${more.length === 1 ? 'line' : 'lines'} more)`;
};

/** What happened in the runs of runbooks for it, as their own log has it. */
export function runLines({ runs }: IncidentLog): TimelineLine[] {
  return runs.flatMap(({ run, log }) =>
    log.map(({ at, step, by, says }): TimelineLine => {
      const title = run.spec.steps.find(({ id }) => id === step)?.title;
      const where = title === undefined ? run.displayName : `${run.displayName}, ${title}`;
      return { at: toRfc3339(at), kind: 'runbook', by, says: sentence(where, inShort(says)) };
    }),
  );
}
