import type { Transaction } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import { isAlone, secondsByHand } from '../runbooks/meter.ts';
import { auditedAs, type LogLine, type Run, stateOf } from '../runbooks/run.ts';
import type { Draft } from '../runbooks/run-draft.ts';

/**
 * Writes a run with what is new in its log, and a line in the audit log for each step that was refused. `version` is the one it was
 * read at, 0 for a new one: false, and nothing is written, where somebody else wrote meanwhile or the run is there already.
 */
export async function saveRun(
  records: Transaction<Tables>,
  { run, log, refused }: Draft,
  version: number,
  now: EpochMs,
): Promise<boolean> {
  const { steps, ...rest } = run;
  const row = {
    ...{ id: run.id, runbook: run.runbook, incident: run.incident, state: stateOf(run) },
    ...{ started_at: run.startedAt, ended_at: run.endedAt, run: JSON.stringify(rest) },
    ...{ updated_at: now, version: version + 1 },
  };
  const written =
    version === 0
      ? await records
          .insertInto('runs')
          .values(row)
          .onConflict((on) => on.doNothing())
          .executeTakeFirst()
      : await records
          .updateTable('runs')
          .set(row)
          .where('id', '=', run.id)
          .where('version', '=', version)
          .executeTakeFirst();
  const rows = 'numUpdatedRows' in written ? written.numUpdatedRows : (written.numInsertedOrUpdatedRows ?? 0n);
  if (rows !== 1n) return false;
  await writeSteps(records, run);
  await writeLog(records, run.id, log);
  for (const { step, why } of refused) {
    await writeAudit(records, now, {
      ...{ who: auditedAs(run), address: '', action: 'runbook.step', outcome: 'refused' },
      subject: `runbook ${run.runbook}`,
      details: { run: run.id, step, why, by: run.startedBy ? 'person' : 'policy' },
    });
  }
  return true;
}

async function writeSteps(records: Transaction<Tables>, run: Run): Promise<void> {
  const rows = run.steps.map((step, number) => ({
    ...{ run: run.id, number, state: step.state, ended_at: step.endedAt, alone: isAlone(step) ? 1 : 0 },
    ...{ seconds_by_hand: secondsByHand(run, number), step: JSON.stringify(step) },
  }));
  await records
    .insertInto('run_steps')
    .values(rows)
    .onConflict((on) =>
      on.columns(['run', 'number']).doUpdateSet(({ ref }) => ({
        state: ref('excluded.state'),
        ended_at: ref('excluded.ended_at'),
        alone: ref('excluded.alone'),
        step: ref('excluded.step'),
      })),
    )
    .execute();
}

async function writeLog(records: Transaction<Tables>, run: string, log: readonly LogLine[]): Promise<void> {
  if (log.length === 0) return;
  const last = await records
    .selectFrom('run_log')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('run', '=', run)
    .executeTakeFirst();
  const known = Number(last?.number ?? 0);
  const rows = log.map(({ at, step, by, says }, index) => ({ run, number: known + index + 1, at, step, by, says }));
  await records.insertInto('run_log').values(rows).execute();
}
