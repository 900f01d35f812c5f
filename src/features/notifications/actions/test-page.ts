import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, hour } from '../../../maths/instants.ts';
import type { TestPages } from '../../../stores/records/duty-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import { type Catalog, displayName } from '../../catalog/catalog.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import type { Asking } from '../../duty/actions/overrides.ts';
import { rotationsOf } from '../../duty/covering.ts';
import type { DutyQueries } from '../../duty/queries.ts';
import { testPageNamed } from '../queries/test-pages.ts';
import { testPageEnd, testPageMessage, testPageWait } from '../test-page.ts';
import type { NewTestPage, TestPageShown } from '../test-page-contract.ts';
import { enqueue } from './enqueue.ts';
import type { Notifications } from './notifications.ts';

export interface TestPageDeps {
  records: Kysely<Tables>;
  catalog: { current(): Catalog };
  duty: Pick<DutyQueries, 'inRotation'>;
  notifications: Pick<Notifications, 'wake'>;
  now(): EpochMs;
}

/**
 * Sends whoever is on call a test page, over the channels of the rotation and by the way of a real page. Throws ProductError
 * `not_found` for a rotation that the catalogue does not hold, `conflict` for one without channels, `too_many_attempts` for more than
 * one a minute or six an hour.
 */
export async function sendTestPage(
  deps: TestPageDeps,
  doer: Asking,
  wanted: NewTestPage,
  origin: string,
): Promise<TestPageShown> {
  const { records } = deps;
  const rotations = rotationsOf(deps.catalog.current());
  const rotation = rotations.find(({ metadata }) => metadata.name === wanted.rotation);
  if (rotation === undefined) {
    const names = rotations.map(({ metadata }) => metadata.name);
    throw new ProductError('not_found', `No rotation has this name${didYouMean(wanted.rotation, names) || '.'}`);
  }
  const { channels } = rotation.spec;
  if (channels.length === 0) {
    throw new ProductError('conflict', 'The rotation names no channels, so a page reaches nobody. Add some first.');
  }
  const at = deps.now();
  const person = await deps.duty.inRotation(wanted.rotation, at);
  const row: TestPages = {
    ...{ id: randomUUID(), rotation: wanted.rotation, person, channels: JSON.stringify(channels) },
    ...{ made_at: at, made_by: doer.who.id, made_by_name: nameOf(doer) },
    ...{ acknowledged_at: null, acknowledged_by_name: null },
  };
  await records.transaction().execute(async (transaction) => {
    await refuseOften(transaction, wanted.rotation, at);
    await transaction.insertInto('test_pages').values(row).execute();
    await enqueue(transaction, testPageMessage(pageOf(row, displayName(rotation), origin)), channels, at);
    const subject = `rotation ${wanted.rotation}`;
    await writeAudit(transaction, at, { ...doer, action: 'duty.test', subject, details: { person, channels } });
  });
  deps.notifications.wake();
  return testPageNamed(records, deps.catalog.current(), row.id);
}

/** "I got it": written down, and told to the channels so that none of them goes on. Throws `not_found`, `conflict`. */
export async function acknowledgeTestPage(
  deps: TestPageDeps,
  doer: Asking,
  id: string,
  origin: string,
): Promise<TestPageShown> {
  const { records } = deps;
  const at = deps.now();
  const by = nameOf(doer);
  const shown = await testPageNamed(records, deps.catalog.current(), id);
  await records.transaction().execute(async (transaction) => {
    const written = await transaction
      .updateTable('test_pages')
      .set({ acknowledged_at: at, acknowledged_by_name: by })
      .where('id', '=', id)
      .where('acknowledged_at', 'is', null)
      .executeTakeFirst();
    const row = await transaction.selectFrom('test_pages').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    if (written.numUpdatedRows !== 1n) {
      throw new ProductError('conflict', `${row.acknowledged_by_name} pressed it already.`);
    }
    const page = pageOf(row, shown.rotationName, origin);
    await enqueue(transaction, testPageEnd(page, by, at), JSON.parse(row.channels) as string[], at);
    await writeAudit(transaction, at, { ...doer, action: 'duty.test-got', subject: `rotation ${row.rotation}` });
  });
  deps.notifications.wake();
  return testPageNamed(records, deps.catalog.current(), id);
}

async function refuseOften(transaction: Transaction<Tables>, rotation: string, now: EpochMs): Promise<void> {
  const rows = await transaction
    .selectFrom('test_pages')
    .select('made_at')
    .where('rotation', '=', rotation)
    .where('made_at', '>', now - hour)
    .execute();
  const made = rows.map(({ made_at }) => made_at);
  const retryAfterSeconds = testPageWait(made, now);
  if (retryAfterSeconds === 0) return;
  const message = `A test page was sent just now, or six in the last hour; the next one in ${retryAfterSeconds} s.`;
  throw new ProductError('too_many_attempts', message, { retryAfterSeconds });
}

const pageOf = ({ id, person, made_at, made_by_name }: TestPages, rotation: string, origin: string) => ({
  ...{ id, rotation, person, askedBy: made_by_name, madeAt: made_at, origin },
});

/** The name that others read. */
const nameOf = ({ who }: Asking): string => (who.kind === 'person' ? who.displayName : who.name);
