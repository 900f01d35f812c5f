import type { Kysely, Transaction } from 'kysely';
import type { StatusPosts } from '../../../stores/records/status-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { StatusPost } from '../status/post.ts';
import type { PostStatus, PublicText } from '../status-contract.ts';

type Records = Kysely<Tables> | Transaction<Tables>;

/** What customers were told, oldest first; of one outage, or of all. */
export async function statusPosts(records: Records, outage?: string): Promise<StatusPost[]> {
  let query = records.selectFrom('status_posts').selectAll();
  if (outage !== undefined) query = query.where('outage', '=', outage);
  const rows = await query.orderBy('at').orderBy('id').execute();
  return rows.map(postOf);
}

/** How many posts there are and which is the newest, as one text: posts are only ever added. */
export async function postsMark(records: Records): Promise<string> {
  const { count, id } = await records
    .selectFrom('status_posts')
    .select(({ fn }) => [fn.countAll().as('count'), fn.max('id').as('id')])
    .executeTakeFirstOrThrow();
  return `${count} ${id}`;
}

const postOf = (row: StatusPosts): StatusPost => ({
  ...{ id: row.id, outage: row.outage, at: row.at },
  by: { id: row.by_id, name: row.by_name },
  status: row.status as PostStatus,
  title: row.title === null ? null : (JSON.parse(row.title) as PublicText),
  body: JSON.parse(row.body) as PublicText,
});
