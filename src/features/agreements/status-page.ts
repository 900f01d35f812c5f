import { z } from 'zod';
import { Reference } from '../catalog/fields.ts';

const Words = z.union([
  z.string().min(1).max(200),
  z.strictObject({ en: z.string().min(1).max(200), pl: z.string().min(1).max(200).optional() }),
]);

/** What customers see at /status. One in a catalogue; without it there is no status page. */
export const StatusPageSpec = z.strictObject({
  title: Words,
  /** Where it is read from, if not from here. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  support: z.union([z.email(), z.url({ protocol: /^https?$/ })]).optional(),
  /** In this order; what is not named here is not public. */
  show: z
    .array(
      z.strictObject({
        process: Reference,
        name: Words.optional(),
        description: Words.optional(),
        group: Words.optional(),
      }),
    )
    .min(1)
    .max(200),
});
export type StatusPageSpec = z.infer<typeof StatusPageSpec>;
