import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import type { Who } from '../../access/who.ts';
import { actWithin } from '../../unavailability/actions/incidents.ts';
import { draftText } from '../document/draft-text.ts';
import { factsOf } from '../document/facts.ts';
import { finishProblems } from '../document/finish-problems.ts';
import { knownOwners, unknownActionOwners } from '../document/known-owners.ts';
import type { KeptReview } from '../document/review-shown.ts';
import type { IncidentLog } from '../incident-log.ts';
import { incidentLog, type LogDeps } from '../queries/incident-log.ts';
import { readReview } from '../queries/reviews.ts';
import type { NewReviewAct, ReviewText } from '../review-contract.ts';

export interface ReviewActionDeps extends LogDeps {
  records: Kysely<Tables>;
  people: { people(): Promise<readonly { name: string }[]> };
}

/** Who asks, and from where. */
interface Asking {
  who: Who;
  address: string;
}

/** Of which incident, and the revision that was looked at; undefined for whatever holds. */
export interface Looked {
  id: string;
  ifRevision?: number | undefined;
}

const nameOf = (who: Who): string => (who.kind === 'person' ? who.displayName : who.name);

/**
 * Writes the text of a review. Throws ProductError `not_found`, `precondition_failed` when another revision holds, `conflict` for a final
 * one, `bad_input` for an action whose owner nobody knows.
 */
export async function writeReview(
  deps: ReviewActionDeps,
  asking: Asking,
  looked: Looked,
  text: ReviewText,
): Promise<void> {
  const log = await incidentLog(deps, looked.id);
  const names = (await deps.people.people()).map(({ name }) => name);
  const [problem] = unknownActionOwners(text.actions, knownOwners(log.catalog.documents, names));
  if (problem !== undefined) throw new ProductError('bad_input', problem);
  await change(deps, asking, looked, { what: 'written', reason: null }, async (_, kept, at) => {
    if (kept?.state === 'final') throw conflict('The review is final: open it again first, with a reason.');
    return { ...edited(kept, looked.id, asking, at), text };
  });
}

/**
 * What else is done with a review: it is whole, it is opened again, an action of it is done. Throws ProductError `not_found`,
 * `precondition_failed`, `conflict` with what is missing or where it cannot be done from where the review stands.
 */
export async function actOnReview(
  deps: ReviewActionDeps,
  asking: Asking,
  looked: Looked,
  wanted: NewReviewAct,
): Promise<void> {
  const log = await incidentLog(deps, looked.id);
  if (wanted.act === 'finish') {
    return change(deps, asking, looked, { what: 'finished', reason: null }, (transaction, kept, at) =>
      finished(transaction, asking, log, kept, at),
    );
  }
  if (wanted.act === 'open') {
    return change(deps, asking, looked, { what: 'opened', reason: wanted.reason }, async (_, kept, at) => {
      if (kept?.state !== 'final') throw conflict('The review is not final; it can be written as it is.');
      return { ...edited(kept, looked.id, asking, at), state: 'draft', facts: null, finalAt: null, finalBy: null };
    });
  }
  const { action: number, done } = wanted;
  const what = done ? 'done' : 'undone';
  return change(deps, asking, looked, { what, reason: `Action ${number}` }, async (_, kept, at) => {
    const action = kept?.text.actions[number - 1];
    if (kept == null || action === undefined)
      throw new ProductError('not_found', `No action has the number ${number}.`);
    if ((action.doneAt !== null) === done) throw conflict(done ? 'It is done already.' : 'It is not done.');
    const actions = kept.text.actions.with(number - 1, { ...action, doneAt: done ? toRfc3339(at) : null });
    return { ...kept, text: { ...kept.text, actions } };
  });
}

/** The facts are kept as they are now; the incident becomes reviewed in the same transaction. */
async function finished(
  transaction: Transaction<Tables>,
  asking: Asking,
  log: IncidentLog,
  kept: KeptReview | null,
  at: EpochMs,
): Promise<KeptReview> {
  if (kept?.state === 'final') throw conflict('The review is final already.');
  const { incident } = log;
  const facts = factsOf(log);
  const text = kept?.text ?? draftText(log, facts);
  const problems = finishProblems(incident, text);
  if (problems.length > 0) throw conflict(`It is not whole yet: ${problems.join('; ')}.`, { missing: problems });
  if (incident.state === 'reported' && !(await actWithin(transaction, asking, incident.id, { act: 'review' }, at))) {
    throw conflict('The incident changes at this moment: try again.');
  }
  const by = nameOf(asking.who);
  return { ...edited(kept, incident.id, asking, at), text, state: 'final', facts, finalAt: at, finalBy: by };
}

function edited(kept: KeptReview | null, incident: string, { who }: Asking, at: EpochMs): KeptReview {
  const begun = { incident, state: 'draft' as const, facts: null, finalAt: null, finalBy: null, revision: 0 };
  return { ...begun, text: emptyText, ...kept, editedAt: at, editedBy: nameOf(who) };
}

const emptyText: ReviewText = { title: '', summary: '', causes: [], helped: [], hindered: [], actions: [] };

/** Reads, changes and writes with its revision and its line in the audit log, all or nothing. */
async function change(
  { records, now }: ReviewActionDeps,
  asking: Asking,
  { id, ifRevision }: Looked,
  { what, reason }: { what: string; reason: string | null },
  changed: (transaction: Transaction<Tables>, kept: KeptReview | null, at: EpochMs) => Promise<KeptReview>,
): Promise<void> {
  const at = now();
  await records.transaction().execute(async (transaction) => {
    const kept = await readReview(transaction, id);
    const before = kept?.revision ?? 0;
    if (ifRevision !== undefined && ifRevision !== before) throw changedMeanwhile(before);
    const after = { ...(await changed(transaction, kept, at)), revision: before + 1 };
    if (!(await save(transaction, after, before))) throw changedMeanwhile(before + 1);
    const { who } = asking;
    const by = { by_id: who.id, by_name: nameOf(who) };
    const revision = { incident: id, revision: after.revision, at, ...by, what, reason };
    const text = JSON.stringify(after.text);
    await transaction
      .insertInto('review_revisions')
      .values({ ...revision, text })
      .execute();
    const details = { revision: after.revision, ...(reason === null ? {} : { reason }) };
    await writeAudit(transaction, at, { ...asking, action: `review.${what}`, subject: `incident ${id}`, details });
  });
}

/** False where somebody else wrote meanwhile. */
async function save(records: Transaction<Tables>, kept: KeptReview, before: number): Promise<boolean> {
  const { incident, state, text, facts, editedAt, editedBy, finalAt, finalBy, revision } = kept;
  const row = {
    ...{ incident, state, text: JSON.stringify(text), facts: facts === null ? null : JSON.stringify(facts) },
    open_actions: text.actions.filter(({ doneAt }) => doneAt === null).length,
    ...{ edited_at: editedAt, edited_by: editedBy, final_at: finalAt, final_by: finalBy, revision },
  };
  if (before === 0) {
    const insert = records
      .insertInto('reviews')
      .values(row)
      .onConflict((on) => on.doNothing());
    return (await insert.executeTakeFirst()).numInsertedOrUpdatedRows === 1n;
  }
  const update = records.updateTable('reviews').set(row).where('incident', '=', incident);
  return (await update.where('revision', '=', before).executeTakeFirst()).numUpdatedRows === 1n;
}

const conflict = (message: string, details: Record<string, unknown> = {}): ProductError =>
  new ProductError('conflict', message, details);
const changedMeanwhile = (revision: number): ProductError =>
  new ProductError('precondition_failed', 'Somebody changed this review meanwhile: look again.', { revision });
