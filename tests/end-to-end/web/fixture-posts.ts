import type { FastifyInstance } from 'fastify';
import { NewPost, Posts } from '../../../src/features/agreements/status-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';

/** What customers were told of outages: nothing, of what is shown to them, until a page tells them. */
export function postFixtures(now: number) {
  const told = new Map<string, Posts>();
  const of = (id: string): Posts => told.get(id) ?? { shown: id !== 'of-component', title: null, posts: [] };
  return {
    reset: (): void => told.clear(),
    told: of,
    add(app: FastifyInstance, by: () => string): void {
      app.get<{ Params: { id: string } }>('/api/v1/outages/:id/posts', ({ params }) => Posts.parse(of(params.id)));
      app.post<{ Params: { id: string } }>('/api/v1/outages/:id/posts', ({ params: { id }, body }, reply) => {
        const { status, title, body: text } = NewPost.parse(body);
        const before = of(id);
        const at = toRfc3339(now + before.posts.length * 60_000);
        const post = { id: `post-${before.posts.length}`, at, by: by(), status, body: text };
        told.set(id, { ...before, title: title ?? before.title, posts: [post, ...before.posts] });
        return reply.code(201).send(Posts.parse(of(id)));
      });
    },
  };
}
