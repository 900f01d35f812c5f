import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import { machine } from '../../access/who.ts';
import { type Catalog, displayName } from '../../catalog/catalog.ts';
import type { RunbookRunner } from '../actions/runner.ts';
import { saveRun } from '../actions/save-run.ts';
import type { IncidentQueries } from '../queries/incidents.ts';
import type { RunbookQueries } from '../queries/runbooks.ts';
import { newRun } from '../runbooks/run.ts';
import { draftOf, note } from '../runbooks/run-draft.ts';
import { startsNow } from '../runbooks/starts-with.ts';

export interface RunJobDeps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  incidents: Pick<IncidentQueries, 'ofConcern'>;
  runbooks: Pick<RunbookQueries, 'known'>;
  runner: Pick<RunbookRunner, 'server' | 'wake'>;
}

/**
 * Begins the runbooks that begin by themselves with an incident, once for each: the id of such a run is made of both, so that neither a
 * later tick nor another server begins it again. Carrying runs out is left to the runner, which holds up no tick.
 */
export function runJob(deps: RunJobDeps): { name: string; run(now: EpochMs): Promise<void> } {
  async function run(now: EpochMs): Promise<void> {
    const starts = startsNow(deps.catalog(), await deps.incidents.ofConcern(now), now);
    const known = await deps.runbooks.known(starts.map(({ id }) => id));
    for (const { id, runbook, incident } of starts.filter((one) => !known.has(one.id))) {
      const { name } = runbook.metadata;
      const given = { id, runbook: name, displayName: displayName(runbook), incident: incident.id, spec: runbook.spec };
      const draft = draftOf(newRun({ ...given, startedBy: null, server: deps.runner.server }, now));
      note(draft, null, `Begun by itself with the incident ${incident.id} (${incident.class ?? incident.kind}).`, now);
      await deps.records.transaction().execute(async (transaction) => {
        if (!(await saveRun(transaction, draft, 0, now))) return;
        await writeAudit(transaction, now, {
          ...{ who: machine, address: '', action: 'runbook.run', subject: `runbook ${name}` },
          details: { run: id, incident: incident.id, by: 'policy' },
        });
      });
    }
    deps.runner.wake();
  }
  return { name: 'runbooks', run };
}
