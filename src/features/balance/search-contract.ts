import { z } from 'zod';

export const searchKinds = ['process', 'component', 'product', 'measure', 'source', 'person'] as const;

export const SearchQuery = z.object({
  q: z.string().max(200),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

/** GET /api/v1/search?q=: what bears a name like that, best first. People only for those who look after them. */
export const SearchAnswer = z.object({
  hits: z.array(
    z.object({
      kind: z.enum(searchKinds),
      name: z.string(),
      displayName: z.string(),
      /** Where it belongs: the product of a process, the component of a measure, the type of a component or source. */
      of: z.string().nullable(),
      /** 5 exact … 1 the letters in this order. */
      score: z.number().int(),
    }),
  ),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;
export type SearchHit = SearchAnswer['hits'][number];
