import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';

const When = z.iso.datetime();

/** As Google's SRE workbook (chapter 5, table 5-8) has them; the factors are data beside their source in burn-windows.ts. */
export const BurnShown = z.object({
  severity: z.enum(['page', 'ticket']),
  longMinutes: z.number().int(),
  shortMinutes: z.number().int(),
  /** It fires where both windows burn at least so many times the allowed rate. */
  factor: z.number(),
  /** Null where nothing was counted. */
  long: z.number().nullable(),
  short: z.number().nullable(),
  /** quiet: too few events to tell; frozen: the window is not measured; the state before it stands. */
  state: z.enum(['calm', 'burning', 'quiet', 'frozen']),
  since: When.nullable(),
});
export type BurnShown = z.infer<typeof BurnShown>;

/** One objective (SLO, or one entry of its `objectives`) as of the last complete minute. */
export const ObjectiveRow = z.object({
  /** Name of the SLO, with `#n` behind it for all but the first entry. */
  name: z.string(),
  displayName: z.string(),
  service: z.string(),
  /** What Waga takes the service for; null: nothing of that name. */
  subject: z.object({ kind: z.enum(['process', 'component']), name: z.string() }).nullable(),
  indicator: z.string(),
  /** What counts as good, in plain words. */
  goodMeans: z.string(),
  method: z.enum(['Occurrences', 'Timeslices', 'RatioTimeslices']),
  /** Decimal text, e.g. "0.999". */
  target: z.string(),
  window: z.object({
    rolling: z.boolean(),
    duration: z.string(),
    timeZone: z.string().nullable(),
    from: When,
    to: When,
    /** Name of the Calendar whose business hours count; null: all hours. */
    businessHours: z.string().nullable(),
  }),
  /** met, missed (the budget is spent), unmeasured: nothing is known yet, unsupported: why says what cannot be measured. */
  state: z.enum(['met', 'missed', 'unmeasured', 'unsupported']),
  why: z.string().nullable(),
  /** Exact counts over the window: requests, or slices; decimal text for RatioTimeslices. */
  good: z.string().nullable(),
  valid: z.string().nullable(),
  /** Decimal text, cut and never rounded up. */
  reached: z.string().nullable(),
  /** Of the window so far, 0 to 1. */
  completeness: z.number(),
  budget: z
    .object({
      /** What is left of it as share, negative beyond it. */
      leftRatio: z.number(),
      /** Bad events or slices that are allowed, and were. */
      allowed: z.string(),
      spent: z.string(),
      /** Null where the subject has no money, or it is not shown. */
      leftMoney: Estimate.nullable(),
      burnPerHour: Estimate.nullable(),
      /** Why a bad event has no price, in plain words; null where it has one. */
      moneyWhy: z.string().nullable().optional(),
      /** When it will be spent if it goes on as now; null: not within the window. */
      exhaustedAt: z.object({ likely: When, low: When, high: When.nullable() }).nullable(),
    })
    .nullable(),
  burns: z.array(BurnShown),
  /** Since when this rule holds; an edit starts another version, the past keeps its rule. */
  validFrom: When,
  versions: z.number().int(),
});
export type ObjectiveRow = z.infer<typeof ObjectiveRow>;

/** GET /api/v1/objectives: burning first, then missed, then the smallest budget. */
export const ObjectivesAnswer = z.object({
  asOf: When.nullable(),
  objectives: z.array(ObjectiveRow),
  next: z.string().nullable(),
  counts: z.object({
    all: z.number().int(),
    burning: z.number().int(),
    missed: z.number().int(),
    unmeasured: z.number().int(),
    unsupported: z.number().int(),
  }),
  moneyHidden: z.boolean(),
});
export type ObjectivesAnswer = z.infer<typeof ObjectivesAnswer>;

export const ObjectivesQuery = z.object({
  only: z.enum(['burning', 'missed', 'unmeasured', 'unsupported']).optional(),
  service: z.string().max(253).optional(),
  q: z.string().max(100).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** GET /api/v1/objectives/:name: with the past of its budget and of its rule. */
export const ObjectivePage = ObjectiveRow.extend({
  asOf: When.nullable(),
  /** What was left of the budget at the end of each step, oldest first; null: not known. */
  history: z.object({ stepMinutes: z.number().int(), from: When, leftRatio: z.array(z.number().nullable()) }),
  /** Each rule that held, newest first, in plain words. */
  rules: z.array(
    z.object({ from: When, to: When.nullable(), target: z.string(), window: z.string(), indicator: z.string() }),
  ),
  /** Burn alerts of the past, newest first. */
  alerts: z.array(
    z.object({ severity: z.enum(['page', 'ticket']), from: When, to: When.nullable(), longMinutes: z.number().int() }),
  ),
  moneyHidden: z.boolean(),
});
export type ObjectivePage = z.infer<typeof ObjectivePage>;
