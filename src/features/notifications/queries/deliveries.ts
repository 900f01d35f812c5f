import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { toRfc3339 } from '../../../maths/instants.ts';
import type { Deliveries, Tables } from '../../../stores/records/tables.ts';
import type { DeliveriesAnswer, DeliveriesQuery, DeliveryShown, DeliveryState } from '../contract.ts';
import { cursorOf, placeIn } from '../delivery-page.ts';
import type { Message } from '../message.ts';

/** What was told to whom, newest first, a page at a time. Throws ProductError `bad_input` for a cursor that is none. */
export async function deliveriesIn(records: Kysely<Tables>, asked: DeliveriesQuery): Promise<DeliveriesAnswer> {
  const place = asked.cursor === undefined ? undefined : placeIn(asked.cursor);
  if (place === null) throw new ProductError('bad_input', 'The cursor is none that a page ended with.');
  let query = withMessage(records).orderBy('deliveries.created_at', 'desc').orderBy('deliveries.id', 'desc');
  if (asked.channel !== undefined) query = query.where('deliveries.channel', '=', asked.channel);
  if (asked.state !== undefined) query = query.where('deliveries.state', '=', asked.state);
  if (asked.key !== undefined) query = query.where('deliveries.key', '=', asked.key);
  if (place !== undefined) {
    query = query.where(({ and, eb, or }) =>
      or([
        eb('deliveries.created_at', '<', place.at),
        and([eb('deliveries.created_at', '=', place.at), eb('deliveries.id', '<', place.id)]),
      ]),
    );
  }
  const rows = await query.limit(asked.limit + 1).execute();
  const shown = rows.slice(0, asked.limit);
  const last = shown.at(-1);
  const more = rows.length > asked.limit && last !== undefined;
  return { deliveries: shown.map(deliveryShown), next: more ? cursorOf({ at: last.created_at, id: last.id }) : null };
}

/** One delivery. Throws ProductError `not_found`. */
export async function deliveryNamed(records: Kysely<Tables>, id: string): Promise<DeliveryShown> {
  const row = await withMessage(records).where('deliveries.id', '=', id).executeTakeFirst();
  if (row === undefined) throw new ProductError('not_found', 'There is no delivery of this id.');
  return deliveryShown(row);
}

const withMessage = (records: Kysely<Tables>) =>
  records
    .selectFrom('deliveries')
    .innerJoin('outbox', 'outbox.id', 'deliveries.message')
    .selectAll('deliveries')
    .select(['outbox.sequence', 'outbox.message as body']);

function deliveryShown(row: Deliveries & { sequence: number; body: string }): DeliveryShown {
  const { kind, title } = JSON.parse(row.body) as Message;
  const waits = row.state === 'waiting';
  return {
    id: row.id,
    channel: row.channel,
    key: row.key,
    sequence: row.sequence,
    kind,
    title,
    state: row.state as DeliveryState,
    tries: row.tries,
    createdAt: toRfc3339(row.created_at),
    triedAt: row.tried_at === null ? null : toRfc3339(row.tried_at),
    endedAt: row.ended_at === null ? null : toRfc3339(row.ended_at),
    nextAt: waits ? toRfc3339(row.next_at) : null,
    reason: row.reason,
    toldBy: row.told_by,
  };
}
