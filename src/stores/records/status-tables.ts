import type { EpochMs } from '../../maths/instants.ts';

/** What customers were told. */
export interface StatusTables {
  status_posts: StatusPosts;
}

/** Append-only. `title` and `body` are JSON by language; a title stands with the first post of an outage, or with one that renames it. */
export interface StatusPosts {
  id: string;
  outage: string;
  at: EpochMs;
  by_id: string;
  by_name: string;
  status: string;
  title: string | null;
  body: string;
}
