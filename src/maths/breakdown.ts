import { z } from 'zod';

/** How a number is made, for people: the formula in words, then one line per part, each with its value and a why. */
export const Breakdown = z.object({
  title: z.string(),
  formula: z.string(),
  lines: z.array(
    z.object({
      label: z.string(),
      value: z.string(),
      note: z.string(),
      href: z.string().optional(),
      /** Whether value and note hold amounts of money, which are not shown to everyone. */
      money: z.boolean().optional(),
    }),
  ),
});
export type Breakdown = z.infer<typeof Breakdown>;
