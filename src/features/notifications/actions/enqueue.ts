import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { deliveryId, outboxId } from '../delivery-id.ts';
import { Message } from '../message.ts';

/**
 * Writes a message for these channels (names of Channels), in the transaction of what it tells of, so that neither is there
 * without the other. A message is known by its key and sequence: writing it again changes nothing and adds the channels
 * that it was not written for. Wake the delivery once the transaction is over (`Notifications.wake`); the next tick does so too.
 * Returns the ids of the deliveries. Throws ZodError for what is no message.
 */
export async function enqueue(
  transaction: Kysely<Tables>,
  message: Message,
  channels: readonly string[],
  now: EpochMs,
): Promise<string[]> {
  const whole = Message.parse(message);
  const { key, sequence } = whole;
  const id = outboxId(key, sequence);
  await transaction
    .insertInto('outbox')
    .values({ id, key, sequence, message: JSON.stringify(whole), created_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const names = [...new Set(channels)];
  if (names.length === 0) return [];
  const rows = names.map((channel) => ({
    id: deliveryId(key, sequence, channel),
    message: id,
    channel,
    key,
    state: 'waiting',
    tries: 0,
    next_at: now,
    created_at: now,
    tried_at: null,
    ended_at: null,
    reason: null,
    told_by: null,
  }));
  await transaction
    .insertInto('deliveries')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return rows.map((row) => row.id);
}
