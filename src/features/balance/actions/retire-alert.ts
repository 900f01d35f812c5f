import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Retirements } from '../../../stores/records/alert-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Doer, writeAudit } from '../../access/actions/write-audit.ts';
import { retirements } from '../../signals/queries/retirements.ts';
import type { NewRetirement, RetirementAnswer } from '../alert-contract.ts';
import type { AlertQueries } from '../queries/alerts.ts';

export interface RetirementDeps {
  records: Kysely<Tables>;
  alerts: Pick<AlertQueries, 'check'>;
  now(): EpochMs;
}

/**
 * Retires an alert: it opens no incident and calls nobody any more, and is still recorded and shown. Throws ProductError as
 * `alertQueries.check`, and `conflict` with `would_lose` where the replacement missed a P1 or P2 that this one told of, or where it is
 * retired already.
 */
export async function retireAlert(
  { records, alerts, now }: RetirementDeps,
  doer: Doer,
  id: string,
  { replacement, reason, days }: NewRetirement,
): Promise<RetirementAnswer> {
  const answer = await alerts.check(id, { replacement, days });
  const { seen, kept, lost, fires } = answer;
  if (lost.length > 0) {
    const message = `${lost.length} of ${seen} P1 and P2 of the last ${days} days that it told of would have gone unseen; nothing was retired.`;
    throw new ProductError('conflict', message, { would_lose: lost, seen, kept, days });
  }
  const checked = JSON.stringify({ days, seen, kept, firesBefore: fires.before, firesAfter: fires.after });
  const at = now();
  await records.transaction().execute(async (transaction) => {
    const before = (await retirements(transaction, id)).at(-1);
    if (before?.act === 'retire') throw new ProductError('conflict', `It is retired already, by ${before.by.name}.`);
    const number = (before?.number ?? 0) + 1;
    await write(transaction, doer, { alert: id, number, act: 'retire', replacement, reason, checked, at });
  });
  return { ...answer, retired: true };
}

/** Takes a retirement back: the alert counts again from now on. Throws ProductError `conflict` where it is not retired. */
export async function takeBackRetirement(
  { records, now }: Pick<RetirementDeps, 'records' | 'now'>,
  doer: Doer,
  id: string,
  reason: string,
): Promise<void> {
  await records.transaction().execute(async (transaction) => {
    const before = (await retirements(transaction, id)).at(-1);
    if (before?.act !== 'retire') throw new ProductError('conflict', 'It is not retired.');
    const line = { alert: id, number: before.number + 1, act: 'take-back', replacement: null, checked: null };
    await write(transaction, doer, { ...line, reason, at: now() });
  });
}

/** One line further; of two at once one wins. */
async function write(
  records: Transaction<Tables>,
  doer: Doer,
  line: Omit<Retirements, 'id' | 'by_id' | 'by_name'>,
): Promise<void> {
  const inserted = await records
    .insertInto('retirements')
    .values({ id: randomUUID(), ...line, by_id: doer.who.id, by_name: doer.who.name })
    .onConflict((conflict) => conflict.columns(['alert', 'number']).doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n)
    throw new ProductError('conflict', 'Somebody else was faster; look again.');
  const { alert, act, replacement, reason, at } = line;
  const details = { reason, ...(replacement === null ? {} : { replacement }) };
  await writeAudit(records, at, { ...doer, action: `alert.${act}`, subject: `alert ${alert}`, details });
}
