import { z } from 'zod';
import { parseRatio } from '../../maths/ratios.ts';
import { ShareText } from './fields.ts';
import { as } from './finding.ts';

/** A share that was measured or agreed, with where it comes from; `low` and `high`, where they are known, bound it. */
export const KnownShare = z
  .strictObject({
    share: ShareText,
    low: ShareText.optional(),
    high: ShareText.optional(),
    /** Where the number comes from: an outage, an experiment, an agreement. */
    source: z.string().trim().min(1).max(300),
  })
  .superRefine(({ share, low = share, high = share }, context) => {
    for (const [path, lesser, greater] of [['low', low, share] as const, ['high', share, high] as const]) {
      const [a, b] = [parseRatio(lesser), parseRatio(greater)];
      if (a === null || b === null || a.numerator * b.denominator <= b.numerator * a.denominator) continue;
      const message = 'expected low, share and high in this order';
      context.addIssue({ code: 'custom', path: [path], message, ...as('bad_decimal') });
    }
  });
export type KnownShare = z.infer<typeof KnownShare>;

/** What is known of what can be done while the process loses. */
export const ProcessResponse = z.strictObject({
  /** Share of the loss that a banner saves, since those who read it choose another way. */
  banner: z.strictObject({ saved: KnownShare }).optional(),
  /** Share of the business result that is not lost when it is switched off: it is done later, or another way. */
  switchOff: z.strictObject({ moved: KnownShare }).optional(),
});
