import type { Kysely, Transaction } from 'kysely';
import type { Interval } from '../../../maths/instants.ts';
import { toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { MadeWeek } from '../week/make-week.ts';
import type { SaidOfShift } from '../week/week-facts.ts';
import type { WeeksAnswer } from '../weekly-contract.ts';

type Records = Kysely<Tables> | Transaction<Tables>;

/** So many of the weeks that were kept are listed: ten years of one review. */
const mostKept = 520;

/** A week as it was kept; null where it was not. */
export async function keptWeek(records: Records, review: string, week: string): Promise<MadeWeek | null> {
  const row = await records
    .selectFrom('review_weeks')
    .select('document')
    .where('review', '=', review)
    .where('week', '=', week)
    .executeTakeFirst();
  return row ? (JSON.parse(row.document) as MadeWeek) : null;
}

/** Every week that was kept, newest first. */
export async function keptWeeks(records: Records): Promise<WeeksAnswer['kept']> {
  const rows = await records
    .selectFrom('review_weeks')
    .select(['review', 'week', 'kept_at', 'incidents', 'alerts'])
    .orderBy('week', 'desc')
    .orderBy('review')
    .limit(mostKept)
    .execute();
  return rows.map(({ review, week, kept_at, incidents, alerts }) => {
    return { review, week, keptAt: toRfc3339(kept_at), incidents, alerts };
  });
}

/** What people noted on a week, and the revision of it: 0 where nobody did. */
export async function notesOf(
  records: Records,
  review: string,
  week: string,
): Promise<{ notes: string; revision: number }> {
  const row = await records
    .selectFrom('review_notes')
    .select(['notes', 'revision'])
    .where('review', '=', review)
    .where('week', '=', week)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { notes: '', revision: 0 };
}

/** What was said of the shifts that began in a time: of each what was said last. */
export async function saidOfShifts(records: Records, { from, to }: Interval): Promise<SaidOfShift[]> {
  const rows = await records
    .selectFrom('handovers')
    .select(['rotation', 'from_at', 'person', 'score', 'words', 'revision'])
    .where('from_at', '>=', from)
    .where('from_at', '<', to)
    .orderBy('rotation')
    .orderBy('from_at')
    .orderBy('revision')
    .execute();
  const last = new Map(rows.map((row) => [`${row.rotation} ${row.from_at}`, row]));
  return [...last.values()].map(({ rotation, from_at: at, person, score, words }) => {
    return { rotation, from: at, person, score, words };
  });
}
