import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { deliveryId, outboxId } from '../delivery-id.ts';
import { Message } from '../message.ts';

/** A message and the names of the Channels that are to tell it. */
export interface Enqueued {
  message: Message;
  channels: readonly string[];
}

/** Rows of one statement. */
const mostRows = 250;

/**
 * Writes a message for these channels (names of Channels), in the transaction of what it tells of, so that neither is there
 * without the other. A message is known by its key and sequence: writing it again changes nothing and adds the channels
 * that it was not written for. Wake the delivery once the transaction is over (`Notifications.wake`); the next tick does so too.
 * Returns the ids of the deliveries. Throws ZodError for what is no message.
 */
export function enqueue(
  transaction: Kysely<Tables>,
  message: Message,
  channels: readonly string[],
  now: EpochMs,
): Promise<string[]> {
  return enqueueAll(transaction, [{ message, channels }], now);
}

/** Writes many messages at once, each as `enqueue` does. */
export async function enqueueAll(
  transaction: Kysely<Tables>,
  entries: readonly Enqueued[],
  now: EpochMs,
): Promise<string[]> {
  const whole = entries.map(({ message, channels }) => ({
    message: Message.parse(message),
    channels: new Set(channels),
  }));
  const messages = whole.map(({ message }) => {
    const { key, sequence } = message;
    return { id: outboxId(key, sequence), key, sequence, message: JSON.stringify(message), created_at: now };
  });
  const deliveries = whole.flatMap(({ message: { key, sequence }, channels }) =>
    [...channels].map((channel) => ({
      id: deliveryId(key, sequence, channel),
      message: outboxId(key, sequence),
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
    })),
  );
  for (const rows of chunksOf(messages)) {
    const insert = transaction.insertInto('outbox').values(rows);
    await insert.onConflict((conflict) => conflict.column('id').doNothing()).execute();
  }
  for (const rows of chunksOf(deliveries)) {
    const insert = transaction.insertInto('deliveries').values(rows);
    await insert.onConflict((conflict) => conflict.column('id').doNothing()).execute();
  }
  return deliveries.map(({ id }) => id);
}

function chunksOf<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / mostRows) }, (_, index) =>
    rows.slice(index * mostRows, (index + 1) * mostRows),
  );
}
