import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import { toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { enqueue } from '../../notifications/actions/enqueue.ts';
import { type MadeWeek, weekSeen } from '../week/make-week.ts';
import { weekMessage } from '../week/week-message.ts';

/**
 * Keeps a week as it was made and writes its message, both or neither; false, and nothing is written, where it was kept before. `origin` is where
 * Waga is reached.
 */
export async function keepWeek(
  records: Kysely<Tables>,
  made: MadeWeek,
  { channels, origin, now }: { channels: readonly string[]; origin: string; now: EpochMs },
): Promise<boolean> {
  const kept: MadeWeek = { ...made, week: { ...made.week, keptAt: toRfc3339(now) } };
  const { review, week, incidents, alerts } = kept.week;
  return records.transaction().execute(async (transaction) => {
    const row = { review, week, kept_at: now, incidents: incidents.length, alerts: alerts.fired };
    const insert = transaction.insertInto('review_weeks').values({ ...row, document: JSON.stringify(kept) });
    const { numInsertedOrUpdatedRows } = await insert.onConflict((on) => on.doNothing()).executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return false;
    if (channels.length > 0) await enqueue(transaction, weekMessage(weekSeen(kept, 'all'), origin, now), channels, now);
    return true;
  });
}
