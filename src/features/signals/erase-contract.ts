import { z } from 'zod';

/** POST /api/v1/erase → ErasedUser. In the body, so that the id stands in no address and no log. */
export const EraseRequest = z.object({ user: z.string().min(1).max(1_024) });

/** What was taken out: pseudonymous rows, and of how many days. `remains` says what is kept, in sentences. */
export const ErasedUser = z.object({
  rows: z.number().int(),
  days: z.number().int(),
  remains: z.array(z.string()),
});
export type ErasedUser = z.infer<typeof ErasedUser>;

/** What an erasure leaves: nothing of it can be led back to the user. */
export const remainsAfterErasure = [
  'Counts per minute, in which the user is one of many and which name nobody.',
  'Backups made before: the rows are gone from them when the backups are; erase again after a restore.',
];
