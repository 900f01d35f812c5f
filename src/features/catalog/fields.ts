import { z } from 'zod';
import { parseMoney } from '../../maths/money.ts';
import { parseRatio } from '../../maths/ratios.ts';
import { parseDuration } from './duration.ts';
import { as } from './finding.ts';
import { didYouMean } from './suggestion.ts';

/**
 * The texts that fields of all kinds share. Numbers that are compared or added later are decimal text, never YAML numbers:
 * 0.1 in YAML is a binary fraction, "0.1" is exact.
 */

const maxNameLength = 63;
/** RFC 1123 label with dots, as Kubernetes and Backstage take it. */
export const namePattern = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
/** The same with underscores, for measures and attributes. */
export const seriesNamePattern = /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/;

/** Why a text is no name, or null when it is one. */
export function nameProblem(name: string, underscores = false): string | null {
  const allowed = `lower-case letters, digits, "-", "."${underscores ? ', "_"' : ''}`;
  if (name.length > maxNameLength) return `a name has at most ${maxNameLength} characters, this one has ${name.length}`;
  if ((underscores ? seriesNamePattern : namePattern).test(name)) return null;
  return `expected ${allowed}, beginning and ending with a letter or digit`;
}

/** The name of another document. */
export const Reference = z.string().min(1).max(maxNameLength);

/** A person or a group, as Backstage writes them: `user:anna`, `group:payments`, `group:default/payments`. */
export const Owner = z
  .string()
  .regex(/^(user|group):([a-z0-9_.-]+\/)?[a-z0-9_.-]+$/i, 'expected user:NAME or group:NAME')
  .meta({ examples: ['group:payments'] });

/** How much a thing matters; the meaning of each stands in docs/catalog.md. */
export const Level = z.enum(['critical', 'important', 'standard', 'supporting']);
export type Level = z.infer<typeof Level>;

/** A step or attribute of business events: letters, digits, `_`, `-`, `.`. */
export const EventWord = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'expected letters, digits, "_", "-", "." (at most 63)');

const decimalText = (accepts: (text: string) => boolean, expected: string) =>
  z.string().superRefine((text, context) => {
    if (!accepts(text)) context.addIssue({ code: 'custom', message: `expected ${expected}`, ...as('bad_decimal') });
  });

/** A share between 0 and 1, both allowed, as decimal text. */
export const ShareText = decimalText((text) => {
  const ratio = parseRatio(text);
  return ratio !== null && ratio.numerator <= ratio.denominator;
}, 'a decimal text between "0" and "1", such as "0.20"');

/** A factor above 0 as decimal text. */
export const FactorText = decimalText(
  (text) => (parseRatio(text)?.numerator ?? 0) > 0,
  'a decimal text above 0, such as "1.80"',
);

/** A plain amount, not negative. Whether its places fit the currency is checked beside the currency: see `amountFits`. */
export const AmountText = decimalText((text) => /^\d{1,15}(\.\d{1,6})?$/.test(text), 'an amount such as "150.00"');

/** Whether an amount can be held exactly in minor units of the currency. An unknown currency is told by itself, and fits. */
export function amountFits(amount: string, currency: string): boolean {
  return !currencies.has(currency) || parseMoney(amount, currency) !== null;
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** An ISO 4217 code, upper case. */
export const Currency = z.string().superRefine((text, context) => {
  if (!currencies.has(text)) {
    const upper = text.toUpperCase();
    const hint = currencies.has(upper) ? `; did you mean ${upper}?` : '';
    context.addIssue({ code: 'custom', message: `expected an ISO 4217 currency code${hint}`, ...as('bad_currency') });
  }
});

/** A duration such as `300ms`, `30s`, `3m`, `2h`, `1d`; read it with `parseDuration`. */
export const DurationText = z.string().superRefine((text, context) => {
  if (parseDuration(text) === null) {
    context.addIssue({
      code: 'custom',
      message: 'expected a duration such as 300ms, 30s, 3m, 2h',
      ...as('bad_duration'),
    });
  }
});

/** An IANA time zone that this machine knows; fixed offsets are refused because they have no summer time. */
export const TimeZone = z.string().superRefine((text, context) => {
  if (isTimeZone(text)) return;
  const hint = didYouMean(text, Intl.supportedValuesOf('timeZone'));
  const message = `expected an IANA time zone such as Europe/Warsaw${hint}`;
  context.addIssue({ code: 'custom', message, ...as('bad_time_zone') });
});

function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** What to do when a thing fails: a page that people read. */
export const Runbook = z
  .url({ protocol: /^https?$/, error: 'expected an address such as https://wiki.example.com/payment-api' })
  .max(500)
  .meta({ examples: ['https://wiki.example.com/payment-api'] });
