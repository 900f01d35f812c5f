import type { Kysely } from 'kysely';
import { day, type EpochMs, hour } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';

/** The log of deliveries goes back so far. */
const keptMs = 90 * day;

/** Forgets, once an hour, what was told long ago; what still waits and what is still open stays. */
export function forgetDeliveriesJob({ records }: { records: Kysely<Tables> }) {
  let last = Number.NEGATIVE_INFINITY;
  return {
    name: 'notifications-forget',
    async run(now: EpochMs): Promise<void> {
      if (now - last < hour) return;
      last = now;
      const until = now - keptMs;
      await records.deleteFrom('deliveries').where('ended_at', '<', until).where('state', '!=', 'waiting').execute();
      await records.deleteFrom('threads').where('closed_at', '<', until).execute();
      const used = (table: 'deliveries' | 'threads') => records.selectFrom(table).select('message');
      await records
        .deleteFrom('outbox')
        .where('created_at', '<', until)
        .where('id', 'not in', used('deliveries'))
        .where('id', 'not in', used('threads'))
        .execute();
    },
  };
}
