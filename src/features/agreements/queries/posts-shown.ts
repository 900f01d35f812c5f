import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { readOutage } from '../../outages/queries/outages.ts';
import { shownProcesses } from '../status/public-outage.ts';
import type { Posts } from '../status-contract.ts';
import { statusPosts } from './status-posts.ts';

export interface PostDeps {
  records: Kysely<Tables>;
  catalog: { current(): Catalog };
}

/** What customers were told of one outage. Throws ProductError `not_found` for one that there is not. */
export async function postsShown({ records, catalog }: PostDeps, id: string): Promise<Posts> {
  const outage = await readOutage(records, id);
  if (outage === null) throw new ProductError('not_found', 'No outage has this id.');
  const posts = await statusPosts(records, id);
  return {
    shown: shownProcesses(catalog.current(), outage, true).length > 0,
    title: posts.findLast(({ title }) => title !== null)?.title ?? null,
    posts: posts
      .map((post) => ({ ...post, at: toRfc3339(post.at), by: post.by.name }))
      .map(({ id: own, at, by, status, body }) => ({ id: own, at, by, status, body }))
      .reverse(),
  };
}
