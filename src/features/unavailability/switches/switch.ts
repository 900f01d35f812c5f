import { z } from 'zod';
import { DurationText, EventWord, Reference, ShareText } from '../../catalog/fields.ts';
import { as } from '../../catalog/finding.ts';
import { KnownShare } from '../../catalog/process-response.ts';
import { httpAddress, SecretName } from '../../catalog/reach.ts';

const HttpAddress = httpAddress('https://flags.example.com/hooks/waga');

/** How it is carried out. `webhook`: a signed request (Standard Webhooks, a CloudEvent) to whoever holds the flag; `person`: somebody flips it where it lives. */
const CarriedOut = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('webhook'), url: HttpAddress, secrets: z.array(SecretName).min(1).max(2) }),
  z.strictObject({ by: z.literal('person'), how: z.string().trim().min(1).max(2_000) }),
]);

const Scalar = z.union([z.boolean(), z.string().max(500), z.number()]);

/**
 * What shows whether it is really off. `flag`: a flag read from an OpenFeature provider over OFREP; `http`: a request whose answer
 * differs when it is off; `traffic`: nobody comes through any more, by the events of the process.
 */
const Check = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('flag'),
    /** Base address of the provider (OFREP: `/ofrep/v1/evaluate/flags/KEY` below it). */
    provider: HttpAddress,
    /** Sent as Bearer. */
    tokenFrom: SecretName.optional(),
    flag: z.string().min(1).max(200),
    /** Its value when it is off; anything else is on. */
    off: Scalar.default(false),
  }),
  z.strictObject({
    by: z.literal('http'),
    url: HttpAddress,
    /** What is answered when it is off: the status, and a text that stands in the body. */
    off: z
      .strictObject({
        status: z.number().int().min(100).max(599).optional(),
        contains: z.string().min(1).max(500).optional(),
      })
      .refine(({ status, contains }) => status !== undefined || contains !== undefined, 'expected status or contains'),
  }),
  z.strictObject({
    by: z.literal('traffic'),
    /** So long after the switch nobody may come through any more. */
    within: DurationText.default('3m'),
  }),
]);
export type SwitchCheck = z.infer<typeof Check>;

/** CLOSED → OPEN → HALF-OPEN with a rising share of customers → CLOSED. Without it people switch by hand. */
const Breaker = z.strictObject({
  /** `advise`: Waga proposes each step and a person takes it; `automatic`: Waga takes it, which needs a webhook and a check. */
  policy: z.enum(['advise', 'automatic']).default('advise'),
  /** It opens when so much is missing of the business result of the process (or its part) over this long, and the forecast says that off costs less than on. */
  openAt: ShareText,
  over: DurationText.default('5m'),
  /** So long it stays open before the first share is let through. */
  openFor: DurationText.default('10m'),
  /** Shares of customers let through, rising; the last is followed by closing it. */
  shares: z.array(ShareText).min(1).max(10).default(['0.05', '0.25']),
  /** Each share lasts so long, and is enough when no more than `openAt` is missing of it. */
  stepFor: DurationText.default('5m'),
});

/** A function that can be switched off, or a banner that can be shown. */
export const SwitchSpec = z
  .strictObject({
    /** `switch`: off means that the function is off; `banner`: off means that customers are told (the banner stands in place of normal service). */
    type: z.enum(['switch', 'banner']).default('switch'),
    process: Reference,
    /** Only this part of the process: one payment method, one vendor's way. The attribute is one that the process lists. */
    part: z.strictObject({ attribute: EventWord, value: z.string().min(1).max(200) }).optional(),
    vendor: Reference.optional(),
    carriedOut: CarriedOut,
    verify: z.array(Check).max(5).default([]),
    /** How long after a switch the checks may take to agree before it is shown as not verified. */
    verifyWithin: DurationText.default('3m'),
    /** What customers now see. */
    customersSee: z.strictObject({
      off: z.string().trim().min(1).max(500),
      on: z.string().trim().min(1).max(500).optional(),
    }),
    /** Another person agrees before it is switched off. */
    twoPeople: z.boolean().default(false),
    /** What may switch it without a person. Each must be able to undo it, so `carriedOut.by: person` allows none. */
    automatic: z
      .strictObject({ maintenance: z.boolean().default(false), runbook: z.boolean().default(false) })
      .prefault({}),
    /** Share of what goes this way that is not lost while it is off, because it goes another way; left out: that of the process. */
    moves: KnownShare.optional(),
    breaker: Breaker.optional(),
  })
  .superRefine(({ type, carriedOut, automatic, breaker, verify, twoPeople }, context) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message, ...as('bad_value') });
    const undoable = carriedOut.by === 'webhook';
    for (const key of ['maintenance', 'runbook'] as const) {
      if (automatic[key] && !undoable)
        issue(['automatic', key], 'expected a webhook: what Waga switches it must be able to undo');
      if (automatic[key] && twoPeople) issue(['automatic', key], 'expected false: two people must agree');
    }
    if (type === 'banner') {
      if (breaker) issue(['breaker'], 'expected no breaker: customers go on as before beside a banner');
      verify.forEach(({ by }, index) => {
        if (by === 'traffic') issue(['verify', index, 'by'], 'expected flag or http: a banner lets customers through');
      });
    }
    if (breaker?.policy === 'automatic') {
      if (!undoable)
        issue(['breaker', 'policy'], 'expected advise: what Waga switches it must be able to undo, by a webhook');
      if (verify.length === 0)
        issue(['breaker', 'policy'], 'expected advise: an automatic breaker needs a check that verifies it');
      if (twoPeople) issue(['breaker', 'policy'], 'expected advise: two people must agree');
    }
  });
export type SwitchSpec = z.infer<typeof SwitchSpec>;
