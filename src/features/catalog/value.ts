import { z } from 'zod';
import { AmountText, amountFits, Currency } from './fields.ts';
import { as } from './finding.ts';

/** An amount whose decimal places must fit the currency beside it. */
function fits<Key extends string>(key: Key) {
  return (
    value: Record<Key, string> & { currency: string },
    context: { addIssue(issue: z.core.$ZodSuperRefineIssue): void },
  ) => {
    if (!amountFits(value[key], value.currency)) {
      const message = `expected an amount in ${value.currency} with no more decimal places than it has`;
      context.addIssue({ code: 'custom', path: [key], message, input: value[key], ...as('bad_decimal') });
    }
  };
}

/** What one completion of the KPI step is worth: the amount of each event, a fixed amount, or a fixed amount per hour. */
export const ProcessValue = z.union([
  z.strictObject({ from: z.literal('event'), currency: Currency }),
  z.strictObject({ perEvent: AmountText, currency: Currency }).superRefine(fits('perEvent')),
  z.strictObject({ perHour: AmountText, currency: Currency }).superRefine(fits('perHour')),
]);
export type ProcessValue = z.infer<typeof ProcessValue>;
