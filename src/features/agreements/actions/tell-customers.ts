import { randomBytes } from 'node:crypto';
import { ProductError } from '../../../errors.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import type { Asking, LedgerDeps } from '../../outages/actions/change-outage.ts';
import { readOutage } from '../../outages/queries/outages.ts';
import { statusPosts } from '../queries/status-posts.ts';
import { statusesOf } from '../status/post.ts';
import type { NewPost, PublicText } from '../status-contract.ts';

/**
 * Tells customers of an outage, on the status page and in its feeds. What was told stays told. Throws ProductError `not_allowed` for a
 * token, `not_found` for an outage that there is not, `bad_input` for a first post without a title and for a status that does not fit
 * what the outage is.
 */
export async function tellCustomers(
  { records, now }: Pick<LedgerDeps, 'records' | 'now'>,
  { who, address }: Asking,
  id: string,
  post: NewPost,
): Promise<void> {
  if (who.kind !== 'person') {
    throw new ProductError('not_allowed', 'Customers are told by signed-in people, never by a token.');
  }
  await records.transaction().execute(async (transaction) => {
    const outage = await readOutage(transaction, id);
    if (outage === null) throw new ProductError('not_found', 'No outage has this id.');
    const may = statusesOf(outage);
    if (!may.includes(post.status)) {
      const what = outage.kind === 'planned' ? 'planned' : 'not planned';
      throw new ProductError('bad_input', `status: this outage is ${what}; expected ${may.join(', ')}.`);
    }
    const before = await statusPosts(transaction, id);
    if (post.title === null && before.length === 0) {
      throw new ProductError('bad_input', 'title: the first post of an outage needs one.');
    }
    // posts are told in the order of their writing, also where the clock was set back
    const at = Math.max(now(), (before.at(-1)?.at ?? 0) + 1);
    const title = post.title === null ? null : JSON.stringify(inOrder(post.title));
    const body = JSON.stringify(inOrder(post.body));
    await transaction
      .insertInto('status_posts')
      .values({
        ...{ id: postId(at), outage: id, at, by_id: who.id, by_name: who.displayName },
        ...{ status: post.status, title, body },
      })
      .execute();
    const details = { status: post.status, ...(post.title === null ? {} : { title: post.title.en }) };
    await writeAudit(transaction, at, { who, address, action: 'outage.tell', subject: `outage ${id}`, details });
  });
}

/** An empty Polish text is none. */
const inOrder = ({ en, pl }: PublicText): PublicText => ({ en, pl: pl === '' ? null : pl });

/** Rises with time. */
const postId = (at: number): string => `${at.toString(36).padStart(9, '0')}-${randomBytes(4).toString('hex')}`;
