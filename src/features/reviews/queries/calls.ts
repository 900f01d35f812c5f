import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Message } from '../../notifications/message.ts';
import { type Call, callOf } from '../calls.ts';

/** So many keys of one statement. */
const keysAtOnce = 500;

/** Every message about these incidents with how it was delivered, oldest first. */
export async function callsOf(records: Kysely<Tables>, incidents: readonly string[]): Promise<Call[]> {
  const found: Call[] = [];
  for (let first = 0; first < incidents.length; first += keysAtOnce) {
    const keys = incidents.slice(first, first + keysAtOnce);
    const messages = await records
      .selectFrom('outbox')
      .select(['id', 'message', 'created_at'])
      .where('key', 'in', keys)
      .orderBy('created_at')
      .orderBy('sequence')
      .execute();
    const deliveries = await records
      .selectFrom('deliveries')
      .select(['message', 'channel', 'state'])
      .where('key', 'in', keys)
      .orderBy('channel')
      .execute();
    const byMessage = Map.groupBy(deliveries, ({ message }) => message);
    found.push(...messages.map((row) => called(row, byMessage.get(row.id) ?? [])));
  }
  return found.sort((a, b) => a.at - b.at);
}

function called(
  { message, created_at: at }: { message: string; created_at: EpochMs },
  deliveries: readonly { channel: string; state: string }[],
): Call {
  return callOf(JSON.parse(message) as Message, at, deliveries);
}
