import { queryOptions } from '@tanstack/react-query';
import { type NewPost, Posts, StatusPagePlace } from '../../../src/features/agreements/status-contract.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

const path = (id: string): string => `/api/v1/outages/${encodeURIComponent(id)}/posts`;

/** What customers were told of an outage. */
export function postsOf(id: string) {
  return queryOptions({
    queryKey: ['live', 'posts', id],
    queryFn: ({ signal }) => readJson(path(id), Posts, signal),
  });
}

export const tellCustomers = (id: string, body: NewPost): Promise<Posts> =>
  writeJson({ method: 'POST', path: path(id), body, answer: Posts });

/** Where customers read how it all is. */
export const statusPlace = queryOptions({
  queryKey: ['status-page'],
  queryFn: ({ signal }) => readJson('/api/v1/status-page', StatusPagePlace, signal),
  staleTime: 10 * 60_000,
});
