import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import type { Who } from '../../access/who.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import type { NewDecision, Side } from '../decisions/decision-contract.ts';
import type { DecisionRecord } from '../decisions/decision-record.ts';
import { insteadOf, productManagerOf, signerOf } from '../decisions/decision-signing.ts';
import { decisionRecords, unknownDecision, unknownProcess } from '../queries/decisions.ts';

export interface DecisionDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
  catalog: { current(): Catalog; reload(): Promise<Catalog> };
}

/** Who asks, and from where. */
export interface Asking {
  who: Who;
  address: string;
}

/** What is proposed of one process; `validFrom` left out: from the second signature on. */
export type Proposal = Pick<NewDecision, 'process' | 'level' | 'thresholds' | 'reason'> & {
  validFrom?: string | undefined;
  workshop?: string;
};

/**
 * Proposes a decision, which holds once both sides have signed. Answers its id. Throws ProductError `not_found` for a process
 * that the catalogue does not hold, `conflict` when somebody else proposed for it at the same moment.
 */
export async function proposeDecision(deps: DecisionDeps, asking: Asking, proposal: Proposal): Promise<string> {
  const at = deps.now();
  const catalog = deps.catalog.current();
  return deps.records.transaction().execute((records) => writeProposal(records, at, catalog, asking, proposal));
}

/** The same within a transaction of the caller. */
export async function writeProposal(
  records: Transaction<Tables>,
  at: EpochMs,
  catalog: Catalog,
  asking: Asking,
  proposal: Proposal,
): Promise<string> {
  const { process, level, thresholds, reason, workshop = null } = proposal;
  const document = processNamed(catalog, process);
  if (document === undefined) throw unknownProcess(catalog, process);
  const { spec, outranked } = document;
  const newest = await records
    .selectFrom('decisions')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('process', '=', process)
    .executeTakeFirst();
  const version = Number(newest?.version ?? 0) + 1;
  const id = `${process}-${version}`;
  const validFrom = proposal.validFrom === undefined ? at : Date.parse(proposal.validFrom);
  const terms: Pick<DecisionRecord, 'level' | 'thresholds' | 'reason' | 'validFrom'> = {
    ...{ level, thresholds, reason, validFrom },
  };
  const file: DecisionRecord['file'] = outranked
    ? { level: outranked.fileLevel, thresholds: outranked.fileThresholds }
    : { level: spec.level ?? null, thresholds: spec.thresholds };
  const added = await records
    .insertInto('decisions')
    .values({
      ...{ id, process, version, workshop },
      terms: JSON.stringify(terms),
      file_terms: JSON.stringify(file),
      proposed_at: at,
      proposed_by: asking.who.id,
      proposed_by_name: shownName(asking.who),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows !== 1n) {
    throw new ProductError('conflict', 'Somebody else proposed a decision on this process at this moment: look again.');
  }
  const details = { level, version, ...(workshop === null ? {} : { workshop }) };
  await writeAudit(records, at, { ...asking, action: 'decision.propose', subject: `decision ${id}`, details });
  return id;
}

/**
 * Puts a signature under a decision; with the second it is signed, and the catalogue is read anew. Throws ProductError `not_found`,
 * `not_allowed` and `conflict` as `signerOf` tells, and `conflict` for a process that the catalogue holds no more.
 */
export async function signDecision(deps: DecisionDeps, asking: Asking, id: string, side: Side): Promise<void> {
  const at = deps.now();
  const catalog = deps.catalog.current();
  await deps.records.transaction().execute(async (records) => {
    const record = await lockedRecord(records, id);
    const person = signerOf(record, side, asking.who);
    if (processNamed(catalog, record.process) === undefined) {
      throw new ProductError('conflict', 'The catalogue does not hold this process any more.');
    }
    const instead = side === 'business' ? insteadOf(productManagerOf(catalog, record.process), person) : null;
    await records
      .insertInto('decision_signatures')
      .values({ decision: id, side, person: person.id, person_name: person.displayName, at, instead })
      .execute();
    const details = { side, level: record.level, ...(instead === null ? {} : { instead }) };
    await writeAudit(records, at, { ...asking, action: 'decision.sign', subject: `decision ${id}`, details });
  });
  await deps.catalog.reload();
}

/** Takes back a decision that not both have signed. Throws ProductError `not_found`, `conflict` for any other. */
export async function withdrawDecision(deps: DecisionDeps, asking: Asking, id: string): Promise<void> {
  const at = deps.now();
  await deps.records.transaction().execute(async (records) => {
    const record = await lockedRecord(records, id);
    if (record.withdrawnAt !== null) throw new ProductError('conflict', 'This decision was withdrawn already.');
    if (record.signatures.length > 1) {
      const message = 'Both sides have signed this decision: it stands. Propose another one in its place.';
      throw new ProductError('conflict', message);
    }
    await records
      .insertInto('decision_withdrawals')
      .values({ decision: id, person: asking.who.id, person_name: shownName(asking.who), at })
      .execute();
    await writeAudit(records, at, { ...asking, action: 'decision.withdraw', subject: `decision ${id}` });
  });
}

export const shownName = (who: Who): string => (who.kind === 'person' ? who.displayName : who.name);

/** Signatures and withdrawals of a decision wait for one another, on every engine: each writes its row, with nothing new. */
async function lockedRecord(records: Transaction<Tables>, id: string): Promise<DecisionRecord> {
  await records.updateTable('decisions').set({ id }).where('id', '=', id).execute();
  const [record] = await decisionRecords(records, { id });
  if (record === undefined) throw unknownDecision();
  return record;
}
