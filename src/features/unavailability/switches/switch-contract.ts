import { z } from 'zod';
import { Estimate } from '../../../maths/estimate.ts';
import { VerdictShown } from '../incident-contract.ts';

const When = z.iso.datetime();

/** What it is meant to be. `half`: a share of customers is let through. */
export const switchPositions = ['on', 'off', 'half'] as const;
export const SwitchPosition = z.enum(switchPositions);
export type SwitchPosition = z.infer<typeof SwitchPosition>;

/**
 * Where it stands. `asked`: waits for a second person; `sending`: the receiver was not reached yet; `sent`: told, not verified yet;
 * `verified`: every check agrees; `not-verified`: a check disagrees, or could not be made, after the time it may take; `unchecked`: nothing verifies it.
 */
export const SwitchState = z.enum(['asked', 'sending', 'sent', 'verified', 'not-verified', 'unchecked']);
export type SwitchState = z.infer<typeof SwitchState>;

/** What one check said last. */
export const CheckShown = z.object({
  by: z.enum(['flag', 'http', 'traffic']),
  /** In words: the flag and its provider, the address, the process. */
  what: z.string(),
  at: When.nullable(),
  /** Null: it could not be made. */
  agrees: z.boolean().nullable(),
  /** A plain sentence: "the flag reads off", "37 customers came through since". */
  says: z.string(),
});
export type CheckShown = z.infer<typeof CheckShown>;

/** What led to it, kept as it was then. */
export const SwitchReason = z.object({
  reason: z.string(),
  incident: z.string().nullable(),
  /** Maintenance, Runbook run or breaker that switched it; null: a person. */
  policy: z.object({ kind: z.enum(['maintenance', 'runbook', 'breaker']), name: z.string() }).nullable(),
  /** The forecasts that were on the screen, or on which the breaker decided; null where there were none, or money is not shown. */
  forecast: VerdictShown.nullable(),
});
export type SwitchReason = z.infer<typeof SwitchReason>;

/** A line of its history, append-only. */
export const SwitchAct = z.object({
  number: z.number().int(),
  at: When,
  /** Null: Waga by itself. */
  by: z.string().nullable(),
  act: z.enum(['ask', 'agree', 'decline', 'switch', 'told', 'not-told', 'verified', 'not-verified', 'noted']),
  position: SwitchPosition,
  share: z.string().nullable(),
  says: z.string(),
  why: SwitchReason.nullable(),
});
export type SwitchAct = z.infer<typeof SwitchAct>;

export const breakerStates = ['closed', 'open', 'half-open'] as const;
export const BreakerShown = z.object({
  state: z.enum(breakerStates),
  policy: z.enum(['advise', 'automatic']),
  /** Of the share let through, decimal text; null unless half-open. */
  share: z.string().nullable(),
  since: When,
  /** The next step that it takes, or advises, and when at the earliest; null: none. */
  next: z.object({ position: SwitchPosition, share: z.string().nullable(), at: When, why: z.string() }).nullable(),
  /** What is missing of the part now; null where it is not known. */
  missing: Estimate.nullable(),
});
export type BreakerShown = z.infer<typeof BreakerShown>;

export const SwitchShown = z.object({
  name: z.string(),
  displayName: z.string(),
  type: z.enum(['switch', 'banner']),
  process: z.string(),
  processName: z.string(),
  product: z.string().nullable(),
  part: z.object({ attribute: z.string(), value: z.string() }).nullable(),
  vendor: z.string().nullable(),
  carriedOutBy: z.enum(['webhook', 'person']),
  /** Where a person flips it. */
  how: z.string().nullable(),
  twoPeople: z.boolean(),
  position: SwitchPosition,
  share: z.string().nullable(),
  state: SwitchState,
  since: When.nullable(),
  by: z.string().nullable(),
  why: SwitchReason.nullable(),
  /** Who asked, where a second person is waited for; that person may not agree. */
  asked: z
    .object({ position: SwitchPosition, by: z.string(), mine: z.boolean(), at: When, reason: z.string() })
    .nullable(),
  checks: z.array(CheckShown),
  /** How telling its receiver goes, while it was not told; else null. */
  telling: z
    .object({ tries: z.number().int(), failedAt: When.nullable(), reason: z.string().nullable(), nextAt: When })
    .nullish(),
  /** What customers should see now. */
  customersSee: z.string(),
  breaker: BreakerShown.nullable(),
  /** Its process names it among its `actions`: for a loss in part, in whole, or both. */
  offeredFor: z.array(z.enum(['partial', 'total'])).optional(),
  /** Changes with every act: send it as If-Match. */
  revision: z.number().int(),
  may: z.array(z.enum(['off', 'on', 'agree', 'decline', 'check', 'half'])),
});
export type SwitchShown = z.infer<typeof SwitchShown>;

/** GET /api/v1/switches[?process]: off and not verified ones first. */
export const SwitchesAnswer = z.object({ asOf: When, switches: z.array(SwitchShown) });
export type SwitchesAnswer = z.infer<typeof SwitchesAnswer>;

/** GET /api/v1/switches/:name. */
export const SwitchPage = SwitchShown.extend({ acts: z.array(SwitchAct), moneyHidden: z.boolean() });
export type SwitchPage = z.infer<typeof SwitchPage>;

/** POST /api/v1/switches/:name/acts (right `switch`, `If-Match` the revision). */
export const NewSwitchAct = z
  .discriminatedUnion('act', [
    z.object({
      act: z.literal('switch'),
      position: SwitchPosition,
      /** Only for `half`: the share let through. */
      share: z.string().max(20).optional(),
      reason: z.string().trim().min(3).max(2_000),
      incident: z.string().max(200).optional(),
    }),
    z.object({ act: z.literal('agree') }),
    z.object({ act: z.literal('decline'), reason: z.string().trim().min(3).max(2_000) }),
    /** Look now, rather than at the next tick. */
    z.object({ act: z.literal('check') }),
  ])
  .meta({
    examples: [{ act: 'switch', position: 'off', reason: 'PayFast answers nobody.', incident: 'loss-payment-1' }],
  });
export type NewSwitchAct = z.infer<typeof NewSwitchAct>;
