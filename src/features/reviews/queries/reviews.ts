import type { Kysely, Transaction } from 'kysely';
import type { Reviews } from '../../../stores/records/review-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Facts } from '../document/facts.ts';
import type { KeptReview } from '../document/review-shown.ts';
import { ReviewText } from '../review-contract.ts';

type Records = Kysely<Tables> | Transaction<Tables>;

/** The reviews that somebody wrote, and every revision of them. */
export function reviewQueries({ records }: { records: Kysely<Tables> }) {
  return {
    one: (incident: string): Promise<KeptReview | null> => readReview(records, incident),

    /** Those of some incidents, by incident. */
    async of(incidents: readonly string[]): Promise<ReadonlyMap<string, KeptReview>> {
      if (incidents.length === 0) return new Map();
      const rows = await records.selectFrom('reviews').selectAll().where('incident', 'in', incidents).execute();
      return new Map(rows.map((row) => [row.incident, reviewOf(row)]));
    },

    /** Those with an action that is not done, by incident. */
    async withOpenActions(): Promise<KeptReview[]> {
      const rows = await records
        .selectFrom('reviews')
        .selectAll()
        .where('open_actions', '>', 0)
        .orderBy('incident')
        .execute();
      return rows.map(reviewOf);
    },
  };
}
export type ReviewQueries = ReturnType<typeof reviewQueries>;

/** One review, also within a transaction; null where nobody wrote one. */
export async function readReview(records: Records, incident: string): Promise<KeptReview | null> {
  const row = await records.selectFrom('reviews').selectAll().where('incident', '=', incident).executeTakeFirst();
  return row ? reviewOf(row) : null;
}

const reviewOf = (row: Reviews): KeptReview => ({
  incident: row.incident,
  state: row.state as KeptReview['state'],
  text: ReviewText.parse(JSON.parse(row.text)),
  facts: row.facts === null ? null : (JSON.parse(row.facts) as Facts),
  ...{ editedAt: row.edited_at, editedBy: row.edited_by, finalAt: row.final_at, finalBy: row.final_by },
  revision: row.revision,
});
