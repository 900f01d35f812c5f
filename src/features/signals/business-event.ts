import { z } from 'zod';
import { type Refusal, type RefusalCode, refuse } from './refusal.ts';

/** What a sender says of the environment; others than `production` are stored and never counted. */
export const Environment = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'expected letters, digits, "_", "-", "."');

const AttributeValue = z.union([z.string(), z.number(), z.boolean()]).nullable();

export const Outcome = z.enum(['ok', 'failed', 'abandoned']);
export type Outcome = z.infer<typeof Outcome>;

/** One business event: somebody passed a step of a process. Fields not named here are ignored; null is the same as absent. */
export const BusinessEvent = z
  .object({
    process: z.string(),
    step: z.string(),
    /** RFC 3339 with an offset; when it happened, not when it was sent. */
    at: z.iso.datetime({ offset: true, error: 'expected RFC 3339 with an offset, such as 2026-11-20T10:15:02.120Z' }),
    /** Makes a repeat recognisable: it counts once. */
    id: z.string().min(1).max(512).nullish(),
    /** Decimal text: a JSON number could not hold every amount exactly. */
    amount: z.string({ error: 'expected decimal text such as "150.00"' }).nullish(),
    currency: z.string().nullish(),
    /** Becomes a pseudonym before it is stored. */
    user: z.string().min(1).max(512).nullish(),
    outcome: Outcome.nullish(),
    environment: Environment.nullish(),
    attributes: z.record(z.string(), AttributeValue).nullish(),
  })
  .meta({
    examples: [
      {
        process: 'payment',
        step: 'completed',
        at: '2026-11-20T10:15:02.120Z',
        id: 'order-1001',
        amount: '150.00',
        currency: 'PLN',
        user: 'u-17',
        outcome: 'ok',
        attributes: { method: 'blik' },
      },
    ],
  });
export type BusinessEvent = z.infer<typeof BusinessEvent>;

/** A refusal for what Zod found: the field and what is expected, without the value (nor the name of an attribute). */
export function refusalOf(error: z.ZodError, code: RefusalCode = 'bad_row'): Refusal {
  const problems = error.issues.slice(0, 3).map((issue) => {
    const field = issue.path.length === 0 ? 'row' : String(issue.path[0]);
    return `${field}: ${withoutValues(issue)}`;
  });
  return refuse(code, problems.join('; '));
}

function withoutValues(issue: z.core.$ZodIssue): string {
  return issue.code === 'unrecognized_keys' ? 'unknown fields' : issue.message;
}
