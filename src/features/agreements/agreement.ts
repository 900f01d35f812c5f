import { z } from 'zod';
import { AmountText, amountFits, Currency, DurationText, Reference, ShareText, TimeZone } from '../catalog/fields.ts';
import { partialPolicies, plannedPolicies, unknownPolicies } from '../outages/availability.ts';

/** How a period is counted: time (minutes), requests (good of valid), users (user-uptime), value (money delivered of expected). */
export const countings = ['time', 'requests', 'users', 'value'] as const;
export const Counting = z.enum(countings);
export type Counting = z.infer<typeof Counting>;

const DateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date such as 2026-01-01');

const Subject = z.union([z.strictObject({ process: Reference }), z.strictObject({ component: Reference })]);

/** What is promised of one or several subjects; each of them must reach the target. */
const Promised = z.strictObject({
  name: Reference,
  displayName: z.string().max(200).optional(),
  subjects: z.array(Subject).min(1).max(200),
  counting: Counting.default('time'),
  /** Availability per period, such as "0.999". */
  target: ShareText,
});

const Credits = z
  .strictObject({
    /** What is paid for a period; credits are a share of it. */
    fee: AmountText,
    currency: Currency,
    /** Below this availability of the worst subject this share of the fee is owed; the tier with the lowest bound that was missed holds. */
    tiers: z
      .array(z.strictObject({ below: ShareText, share: ShareText }))
      .min(1)
      .max(20),
    /** At most this share of the fee in a period. */
    cap: ShareText.default('1'),
    /** Days after the end of the period in which a credit has to be claimed. */
    claimDays: z.number().int().min(0).max(3_650).default(30),
  })
  .superRefine(({ fee, currency }, context) => {
    if (!amountFits(fee, currency)) {
      context.addIssue({ code: 'custom', path: ['fee'], message: `expected an amount that ${currency} can hold` });
    }
  });

/** A contract with a customer or another team. Its rules are effective-dated with the catalogue's versions. */
export const AgreementSpec = z.strictObject({
  parties: z.strictObject({ provider: z.string().min(1).max(200), customer: z.string().min(1).max(200) }),
  product: Reference.optional(),
  description: z.string().max(2_000).optional(),
  validFrom: DateText.optional(),
  /** The first day on which it no longer holds. */
  validTo: DateText.optional(),
  timeZone: TimeZone,
  period: z.enum(['month', 'quarter']).default('month'),
  objectives: z.array(Promised).min(1).max(100),
  measuring: z
    .strictObject({
      /** Ends are set to whole units of this before anything is counted: starts down, ends up. */
      precision: DurationText.default('1s'),
      minimumDuration: DurationText.default('0s'),
      planned: z.enum(plannedPolicies).default('exclude'),
      unknown: z.enum(unknownPolicies).default('bound'),
      partial: z.enum(partialPolicies).default('share'),
    })
    .prefault({}),
  maintenance: z
    .strictObject({
      /** Planned time counts as planned only if it was announced so long before. */
      notice: DurationText.default('0s'),
      /** At most so much planned time per period is left out. */
      most: DurationText.optional(),
    })
    .prefault({}),
  /** Outages with one of these words as kind of cause are left out, such as force-majeure or customer. */
  excludedCauses: z.array(z.string().min(1).max(63)).max(50).default([]),
  credits: Credits.optional(),
  report: z
    .strictObject({
      language: z.enum(['en', 'pl']).default('en'),
      /** Days after the end of a period on which the report is sent by itself, at 08:00 of the agreement's zone; left out: it is not sent. */
      sendOnDay: z.number().int().min(1).max(28).optional(),
      /** Names of Channels (e-mail or webhook). */
      channels: z.array(Reference).max(20).default([]),
      money: z.enum(['show', 'hide']).default('hide'),
    })
    .prefault({}),
});
export type AgreementSpec = z.infer<typeof AgreementSpec>;
