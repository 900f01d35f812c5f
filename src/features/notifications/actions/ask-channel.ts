import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Doer, writeAudit } from '../../access/actions/write-audit.ts';
import { type Catalog, displayName } from '../../catalog/catalog.ts';
import { channelNamed } from '../channel.ts';
import type { DeliveryShown } from '../contract.ts';
import { specDigest } from '../delivery-id.ts';
import { deliveryNamed } from '../queries/deliveries.ts';
import { enqueue } from './enqueue.ts';
import type { Notifications } from './notifications.ts';

export interface AskDeps {
  records: Kysely<Tables>;
  catalog: { current(): Catalog };
  notifications: Pick<Notifications, 'wake'>;
  now(): EpochMs;
}

/**
 * Writes a message that says that it is a test, for one channel. Returns the id of its delivery; what came of it stands in the
 * log. Throws ProductError `not_found` for a channel that the catalogue does not have, `conflict` for a closed one.
 */
export async function testChannel(deps: AskDeps, name: string, doer: Doer, link: string): Promise<string> {
  const { records, now } = deps;
  const document = channelNamed(deps.catalog.current(), name);
  if (document === undefined) throw new ProductError('not_found', `The catalogue has no Channel called ${name}.`);
  await refuseClosed(records, name, document.spec);
  const at = now();
  const key = `test:${randomUUID()}`;
  const written = toRfc3339(at);
  const message = {
    key,
    sequence: 1,
    kind: 'test' as const,
    severity: 'info' as const,
    title: `Test of ${displayName(document)} from Waga`,
    lines: [
      { label: 'Asked by', text: doer.who.name },
      { label: 'Meaning', text: 'This channel works. Nothing is wrong and nothing has to be done.' },
    ],
    link,
    dedup: key,
    startedAt: written,
    at: written,
  };
  const [delivery] = await records.transaction().execute(async (transaction) => {
    await writeAudit(transaction, at, { ...doer, action: 'channel.test', subject: `channel ${name}` });
    return enqueue(transaction, message, [name], at);
  });
  deps.notifications.wake();
  return delivery!;
}

/**
 * Tries a message again that has failed, from the beginning of the steps. Throws ProductError `not_found`, or `conflict` for
 * one that has not failed or whose channel cannot be told anything.
 */
export async function retryDelivery(deps: AskDeps, id: string, doer: Doer): Promise<DeliveryShown> {
  const { records, now } = deps;
  const { state, channel } = await deliveryNamed(records, id);
  if (state !== 'failed')
    throw new ProductError('conflict', `Only what has failed is tried again; this one is ${state}.`);
  const document = channelNamed(deps.catalog.current(), channel);
  if (document === undefined) throw new ProductError('conflict', `The catalogue no longer has the Channel ${channel}.`);
  await refuseClosed(records, channel, document.spec);
  const at = now();
  await records.transaction().execute(async (transaction) => {
    const subject = `delivery ${id}`;
    await writeAudit(transaction, at, { ...doer, action: 'delivery.retry', subject, details: { channel } });
    await transaction
      .updateTable('deliveries')
      .set({ state: 'waiting', tries: 0, next_at: at, ended_at: null, reason: null })
      .where('id', '=', id)
      .where('state', '=', 'failed')
      .execute();
  });
  deps.notifications.wake();
  return deliveryNamed(records, id);
}

async function refuseClosed(records: Kysely<Tables>, channel: string, spec: unknown): Promise<void> {
  const state = await records
    .selectFrom('channel_states')
    .select('closed_spec')
    .where('channel', '=', channel)
    .executeTakeFirst();
  if (state?.closed_spec !== specDigest(spec)) return;
  const message = 'The receiver answered 410: nobody listens there. Change the Channel in the catalogue first.';
  throw new ProductError('conflict', message);
}
