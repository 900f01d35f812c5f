import { z } from 'zod';

const When = z.iso.datetime();

/** Words of Statuspage v2. */
export const ComponentStatus = z.enum([
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
  'under_maintenance',
]);
export type ComponentStatus = z.infer<typeof ComponentStatus>;
export const PostStatus = z.enum([
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'scheduled',
  'in_progress',
  'completed',
]);
export type PostStatus = z.infer<typeof PostStatus>;

/** What customers read in each language; the small subset of Markdown of docs/status-page.md, never HTML. */
export const PublicText = z.object({
  en: z.string().trim().min(1).max(5_000),
  pl: z.string().trim().max(5_000).nullable().default(null),
});
export type PublicText = z.infer<typeof PublicText>;

/** POST /api/v1/outages/:id/posts: told to customers; the first one needs a title. */
export const NewPost = z
  .object({ status: PostStatus, title: PublicText.nullable().default(null), body: PublicText })
  .meta({
    examples: [
      {
        status: 'investigating',
        title: { en: 'Card payments fail', pl: 'Płatności kartą nie działają' },
        body: { en: 'We look into it. **BLIK works.**', pl: null },
      },
    ],
  });
export type NewPost = z.infer<typeof NewPost>;

/** GET /api/v1/outages/:id/posts, newest first. */
export const Posts = z.object({
  /** Whether any process of it stands on the status page at all. */
  shown: z.boolean(),
  title: PublicText.nullable(),
  posts: z.array(z.object({ id: z.string(), at: When, by: z.string(), status: PostStatus, body: PublicText })),
});
export type Posts = z.infer<typeof Posts>;

/** GET /api/v1/status-page: whether customers see one, and where. */
export const StatusPagePlace = z.object({
  published: z.boolean(),
  /** An address, or a path of this server. */
  url: z.string(),
});
export type StatusPagePlace = z.infer<typeof StatusPagePlace>;
