import { randomInt } from 'node:crypto';
import type { Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import { processNamed } from '../../catalog/catalog.ts';
import { heldDecisions, inForceAt } from '../decisions/decision.ts';
import { decisionRecords, unknownProcess } from '../queries/decisions.ts';
import { unknownWorkshop, workshopRecord } from '../queries/workshops.ts';
import { type WorkshopState, type WorkshopStep, workshopState } from '../workshop/workshop.ts';
import { closingProposals, type DecidedNow } from '../workshop/workshop-closing.ts';
import type { NewWorkshop } from '../workshop/workshop-contract.ts';
import { versionOf, type WorkshopRecord } from '../workshop/workshop-shown.ts';
import { checkStep } from '../workshop/workshop-step.ts';
import { type Asking, type DecisionDeps, shownName, writeProposal } from './decisions.ts';

/** Begins a workshop on some processes. Throws ProductError `not_found` for one that the catalogue does not hold, `bad_input` for one twice. */
export async function beginWorkshop(deps: DecisionDeps, asking: Asking, input: NewWorkshop): Promise<string> {
  const at = deps.now();
  const catalog = deps.catalog.current();
  const { title, participants, processes } = input;
  const unknown = processes.find((name) => processNamed(catalog, name) === undefined);
  if (unknown !== undefined) throw unknownProcess(catalog, unknown);
  const twice = processes.find((name, index) => processes.indexOf(name) !== index);
  if (twice !== undefined) throw new ProductError('bad_input', `processes: ${twice} stands there twice.`);
  const id = newId();
  await deps.records.transaction().execute(async (records) => {
    await records
      .insertInto('workshops')
      .values({
        ...{ id, title },
        participants: JSON.stringify(participants),
        processes: JSON.stringify(processes),
        started_at: at,
        started_by: asking.who.id,
        started_by_name: shownName(asking.who),
      })
      .execute();
    const details = { title, processes };
    await writeAudit(records, at, { ...asking, action: 'workshop.begin', subject: `workshop ${id}`, details });
  });
  return id;
}

export interface StepInput {
  id: string;
  /** The version that was looked at; undefined for whatever holds. */
  ifVersion: number | undefined;
  step: WorkshopStep;
}

/**
 * Takes one step further: an answer, a comparison, a level that people settled on, taking back the last of them, or the end, which
 * proposes the decisions. Throws ProductError `not_found`, `precondition_failed` when another version holds, `conflict` for a
 * workshop that is closed, and what `checkStep` says.
 */
export async function takeStep(deps: DecisionDeps, asking: Asking, { id, ifVersion, step }: StepInput): Promise<void> {
  const at = deps.now();
  await deps.records.transaction().execute(async (records) => {
    const record = await workshopRecord(records, id);
    if (record === null) throw unknownWorkshop();
    const version = versionOf(record);
    if (ifVersion !== undefined && ifVersion !== version) throw changedMeanwhile(version);
    const state = workshopState(record.processes, record.steps);
    checkStep(state, step);
    const row = { workshop: id, number: version, step: JSON.stringify(step), at };
    const added = await records
      .insertInto('workshop_steps')
      .values({ ...row, person: asking.who.id, person_name: shownName(asking.who) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows !== 1n) throw changedMeanwhile(version + 1);
    const { step: verb, ...details } = step;
    await writeAudit(records, at, { ...asking, action: `workshop.${verb}`, subject: `workshop ${id}`, details });
    if (step.step === 'close')
      await proposeAll(deps, records, asking, at, { record, state, validFrom: step.validFrom });
  });
}

interface Closing {
  record: WorkshopRecord;
  state: WorkshopState;
  validFrom: string | null;
}

async function proposeAll(
  deps: DecisionDeps,
  records: Transaction<Tables>,
  asking: Asking,
  at: EpochMs,
  { record, state, validFrom }: Closing,
): Promise<void> {
  const byProcess = Map.groupBy(await decisionRecords(records), ({ process }) => process);
  const decided = new Map<string, DecidedNow>();
  for (const process of record.processes) {
    const now = inForceAt(heldDecisions(byProcess.get(process) ?? []), at);
    if (now !== null) decided.set(process, now);
  }
  const catalog = deps.catalog.current();
  for (const proposal of closingProposals(record.title, state, decided)) {
    // what left the catalogue while people talked has nothing to decide
    if (processNamed(catalog, proposal.process) === undefined) continue;
    const from = validFrom === null ? {} : { validFrom };
    await writeProposal(records, at, catalog, asking, { ...proposal, ...from, workshop: record.id });
  }
}

const changedMeanwhile = (version: number): ProductError =>
  new ProductError('precondition_failed', 'Somebody went on in this workshop meanwhile: look again.', { version });

const idLetters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const newId = (): string => Array.from({ length: 10 }, () => idLetters[randomInt(idLetters.length)]).join('');
