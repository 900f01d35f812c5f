import { z } from 'zod';
import { CreditReport, PromiseReport, ReportPeriod } from './report-contract.ts';

const When = z.iso.datetime();

/** An agreement and how its present period stands. */
export const AgreementRow = z.object({
  name: z.string(),
  displayName: z.string(),
  provider: z.string(),
  customer: z.string(),
  product: z.string().nullable(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  period: ReportPeriod,
  /** The worst of its promises. */
  state: z.enum(['met', 'missed', 'undecided', 'unmeasured']),
  promises: z.array(PromiseReport),
  credits: CreditReport.nullable(),
  moneyHidden: z.boolean(),
});
export type AgreementRow = z.infer<typeof AgreementRow>;

/** GET /api/v1/agreements: missed first. */
export const AgreementsAnswer = z.object({ asOf: When, agreements: z.array(AgreementRow) });
export type AgreementsAnswer = z.infer<typeof AgreementsAnswer>;

/** GET /api/v1/agreements/:name: with its terms in plain words and every period that there is, newest first. */
export const AgreementPage = AgreementRow.extend({
  asOf: When,
  description: z.string().nullable(),
  terms: z.array(z.object({ term: z.string(), words: z.string() })),
  periods: z.array(
    z.object({
      period: ReportPeriod,
      version: z.number().int().nullable(),
      state: z.enum(['met', 'missed', 'undecided', 'unmeasured']),
      owedMinor: z.object({ low: z.number().int(), high: z.number().int() }).nullable(),
      currency: z.string().nullable(),
    }),
  ),
});
export type AgreementPage = z.infer<typeof AgreementPage>;

/** PUT /api/v1/booked-revenue/:product (CSV `day,amount,currency`): what accounting booked; a day is replaced. */
export const BookedAnswer = z.object({
  days: z.number().int(),
  rejected: z.array(z.object({ row: z.number().int(), message: z.string() })),
});
export type BookedAnswer = z.infer<typeof BookedAnswer>;
