import { z } from 'zod';
import { Owner, Reference } from './fields.ts';

const Contact = z
  .strictObject({
    name: z.string().min(1).max(200),
    /** A word for people, e.g. service desk, duty manager. */
    role: z.string().min(1).max(200).optional(),
    email: z.email('expected an e-mail address such as desk@example.com').optional(),
    phone: z
      .string()
      .regex(/^\+?[0-9][0-9 ()./-]{2,30}$/, 'expected a telephone number such as "+48 22 123 45 67"')
      .optional(),
    url: z.url({ protocol: /^https?$/, error: 'expected an address such as https://example.com/support' }).optional(),
  })
  .refine(({ email, phone, url }) => email ?? phone ?? url, 'expected email, phone or url: a way to reach them');

/** An outside party that components come from. */
export const VendorSpec = z.strictObject({
  /** Who here deals with them. */
  owner: Owner.optional(),
  /** What of theirs is used. */
  components: z.array(Reference).default([]),
  /** In the order of escalation: the first is asked first, silence moves on to the next. */
  contacts: z.array(Contact).min(1).max(20),
});
export type VendorSpec = z.infer<typeof VendorSpec>;
