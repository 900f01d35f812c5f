import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import { type Catalog, displayName, documentNamed } from '../../catalog/catalog.ts';
import { readIncident } from '../queries/incidents.ts';
import { readRun } from '../queries/runbooks.ts';
import { afterAct } from '../runbooks/after-act.ts';
import { newRun, runnerOf } from '../runbooks/run.ts';
import { draftOf, note } from '../runbooks/run-draft.ts';
import type { RunbookSpec } from '../runbooks/runbook.ts';
import type { NewRunAct } from '../runbooks/runbook-contract.ts';
import type { Asking } from './incidents.ts';
import type { RunbookRunner } from './runner.ts';
import { saveRun } from './save-run.ts';

export interface RunDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
  catalog: { current(): Catalog };
  runner: RunbookRunner;
}

/**
 * Begins a run by hand; its steps are held against the rights of who asks, each at the moment it is done. Resolves its id.
 * Throws ProductError `not_found` for a runbook or an incident that is not there.
 */
export async function startRun(
  { records, now, catalog, runner }: RunDeps,
  asking: Asking,
  { runbook, incident = null }: { runbook: string; incident?: string | null | undefined },
): Promise<string> {
  const document = documentNamed<RunbookSpec>(catalog.current().documents, 'Runbook', runbook);
  if (document === undefined) throw new ProductError('not_found', 'The catalogue has no Runbook of this name.');
  const at = now();
  const startedBy = runnerOf(asking.who);
  const id = `run-${randomUUID()}`;
  const given = { id, runbook, displayName: displayName(document), incident, spec: document.spec, startedBy };
  const draft = draftOf(newRun({ ...given, server: runner.server }, at));
  note(
    draft,
    null,
    incident === null ? 'Begun by hand.' : `Begun by hand for the incident ${incident}.`,
    at,
    startedBy.name,
  );
  await records.transaction().execute(async (transaction) => {
    if (incident !== null && (await readIncident(transaction, incident)) === null) {
      throw new ProductError('not_found', 'No incident has this id.');
    }
    await saveRun(transaction, draft, 0, at);
    const details = { run: id, ...(incident === null ? {} : { incident }) };
    await writeAudit(transaction, at, { ...asking, action: 'runbook.run', subject: `runbook ${runbook}`, details });
  });
  runner.wake();
  return id;
}

/**
 * Somebody acts in a run. `revision` is the one that was looked at; undefined takes whichever holds.
 * Throws ProductError `not_found`, `conflict` where it cannot be done from where the run stands, as when somebody else was first,
 * `precondition_failed` where the run went on meanwhile, `not_allowed` where another person has to agree.
 */
export async function actOnRun(
  { records, now, runner }: RunDeps,
  asking: Asking,
  { id, act, revision }: { id: string; act: NewRunAct; revision: number | undefined },
): Promise<void> {
  const cutOff = await records.transaction().execute(async (transaction) => {
    const kept = await readRun(transaction, id);
    if (kept === null) throw new ProductError('not_found', 'No run has this id.');
    const at = now();
    const after = afterAct(kept.run, act, runnerOf(asking.who), at);
    if ('code' in after) throw new ProductError(after.code, after.why);
    if (revision !== undefined && revision !== kept.version) throw changed();
    if (!(await saveRun(transaction, after.draft, kept.version, at))) throw changed();
    const { act: what, ...rest } = act;
    const details = { run: id, ...rest };
    const subject = `runbook ${kept.run.runbook}`;
    await writeAudit(transaction, at, { ...asking, action: `runbook.${what}`, subject, details });
    return after.cutOff;
  });
  if (cutOff) runner.cutOff(id);
  runner.wake();
}

const changed = (): ProductError =>
  new ProductError('precondition_failed', 'The run went on since it was looked at; look again.');
