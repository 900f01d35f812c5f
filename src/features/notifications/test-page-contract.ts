import { z } from 'zod';
import { DeliveryShown } from './contract.ts';

const When = z.iso.datetime();

/** POST /api/v1/duty/test: whoever is on call in the rotation is sent a test page. */
export const NewTestPage = z.object({ rotation: z.string().max(63) }).meta({ examples: [{ rotation: 'pay' }] });
export type NewTestPage = z.infer<typeof NewTestPage>;

/** A test page: whom it called, over what, what became of it, and whether somebody has it. */
export const TestPageShown = z.object({
  id: z.string(),
  rotation: z.string(),
  rotationName: z.string(),
  /** Who was on call; null: nobody, and the channels were told all the same. */
  person: z.string().nullable(),
  askedBy: z.string(),
  at: When,
  /** Who pressed "I got it". */
  acknowledged: z.object({ by: z.string(), at: When }).nullable(),
  /** How it went, a line for each channel. */
  deliveries: z.array(DeliveryShown),
});
export type TestPageShown = z.infer<typeof TestPageShown>;

/** GET /api/v1/duty/tests: the newest test page of each rotation that had one. */
export const TestPagesAnswer = z.object({ tests: z.array(TestPageShown) });
export type TestPagesAnswer = z.infer<typeof TestPagesAnswer>;
