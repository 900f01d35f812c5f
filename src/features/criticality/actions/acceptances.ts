import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { FindingAcceptances } from '../../../stores/records/decision-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import type { Acceptance, FindingsAnswer, NewAcceptance } from '../findings/finding-contract.ts';
import { acceptanceOf } from '../queries/acceptances.ts';
import { type Asking, shownName } from './decisions.ts';

export interface AcceptanceDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
  criticality: { findings(): Promise<FindingsAnswer> };
}

const longestDays = 366;

/**
 * Writes down that somebody lives with a finding until a day; a later word takes the place of an earlier one. Throws ProductError
 * `not_found` for a finding that is not there, `bad_input` for a day that is past or more than a year ahead.
 */
export async function acceptFinding(
  deps: AcceptanceDeps,
  asking: Asking,
  id: string,
  { reason, until }: NewAcceptance,
): Promise<Acceptance> {
  const at = deps.now();
  const ends = Date.parse(until);
  if (ends <= at || ends > at + longestDays * day) {
    throw new ProductError('bad_input', 'until: expected a time to come, at most a year ahead.', { until });
  }
  const { findings } = await deps.criticality.findings();
  if (!findings.some((finding) => finding.id === id)) {
    throw new ProductError('not_found', 'No finding has this id; it may have been mended meanwhile.');
  }
  return deps.records.transaction().execute(async (records) => {
    const row = await write(records, asking, id, { reason, until: ends, at });
    const details = { reason, until: toRfc3339(ends) };
    await writeAudit(records, at, { ...asking, action: 'finding.accept', subject: `finding ${id}`, details });
    return acceptanceOf(row)!;
  });
}

/** Takes an acceptance back, also one that ran out. Throws ProductError `not_found` where there is none. */
export async function takeBackAcceptance(deps: AcceptanceDeps, asking: Asking, id: string): Promise<void> {
  const at = deps.now();
  await deps.records.transaction().execute(async (records) => {
    const newest = await newestOf(records, id);
    if (newest === undefined || newest.reason === null) {
      throw new ProductError('not_found', 'Nobody accepted this finding.');
    }
    await write(records, asking, id, { reason: null, until: null, at });
    await writeAudit(records, at, { ...asking, action: 'finding.reopen', subject: `finding ${id}` });
  });
}

const newestOf = (records: Transaction<Tables>, finding: string): Promise<FindingAcceptances | undefined> =>
  records
    .selectFrom('finding_acceptances')
    .selectAll()
    .where('finding', '=', finding)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

async function write(
  records: Transaction<Tables>,
  { who }: Asking,
  finding: string,
  said: Pick<FindingAcceptances, 'reason' | 'until' | 'at'>,
): Promise<FindingAcceptances> {
  const number = ((await newestOf(records, finding))?.number ?? 0) + 1;
  const row: FindingAcceptances = { finding, number, ...said, person: who.id, person_name: shownName(who) };
  const added = await records
    .insertInto('finding_acceptances')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows !== 1n) {
    throw new ProductError('conflict', 'Somebody else accepted or reopened this finding at this moment: look again.');
  }
  return row;
}
