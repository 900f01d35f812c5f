import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';

const When = z.iso.datetime();
const Fraction = z.object({ numerator: z.number().int(), denominator: z.number().int(), text: z.string() });

/** Where an alert comes from: a Measure of the catalogue, an objective's burn rate, another tool, a rule on the business result. */
export const AlertOrigin = z.enum(['measure', 'objective', 'external', 'business']);
export type AlertOrigin = z.infer<typeof AlertOrigin>;

/** An entry of the alert catalogue. */
export const AlertRow = z.object({
  /**
   * `measure:NAME`, `objective:NAME`, `business:PROCESS`, `alert:NAME` (of an Alert of the catalogue), and for what stands in none
   * `external:SOURCE/ALERTNAME/COMPONENT`, the component empty where none is known.
   */
  id: z.string(),
  name: z.string(),
  origin: AlertOrigin,
  /** False: another tool sends it and no Alert of the catalogue says what it is. */
  inCatalog: z.boolean(),
  class: z.enum(['business', 'technical']),
  type: z.string(),
  component: z.string().nullable(),
  componentName: z.string().nullable(),
  processes: z.array(z.string()),
  pages: z.boolean(),
  /** In words, why it does or does not call. */
  pagesWhy: z.string(),
  mandatedBy: z.string().nullable(),
  firing: z.boolean(),
  /** What it is now, in words, such as "≥ 99.5 % over 5 min, floor 20". */
  rule: z.string().nullable(),
  since: When.nullable(),
  retired: z.object({ at: When, by: z.string(), replacement: z.string(), reason: z.string() }).nullable(),
  noise: z.object({
    days: z.number().int(),
    fires: z.number().int(),
    minutes: z.number().int(),
    pages: z.number().int(),
    pagesByNight: z.number().int(),
    /** Fires in whose time no process above it was dropping. */
    withoutDrop: z.number().int(),
  }),
  /** Of its minutes (and its fires) how many had a drop. Null: it never fired. */
  precision: Fraction.nullable(),
  /** Of the P1 and P2 drops of the processes above it, how many it fired in; null: there was none. */
  recall: Fraction.nullable(),
  /** Lost in drops it fired in, and in those it was silent in. */
  money: z.object({ caught: z.array(Estimate), missed: z.array(Estimate) }),
  /** In plain words: useful, noise, silent, too few to tell. */
  verdict: z.enum(['useful', 'noisy', 'blind', 'silent', 'unknown']),
  verdictWhy: z.string(),
});
export type AlertRow = z.infer<typeof AlertRow>;

/** GET /api/v1/alerts?days=30: noisiest first. */
export const AlertsAnswer = z.object({
  asOf: When,
  from: When,
  to: When,
  alerts: z.array(AlertRow),
  totals: z.object({
    fires: z.number().int(),
    pages: z.number().int(),
    pagesByNight: z.number().int(),
    withoutDrop: z.number().int(),
    uncatalogued: z.number().int(),
  }),
  moneyHidden: z.boolean(),
});
export type AlertsAnswer = z.infer<typeof AlertsAnswer>;

/** GET /api/v1/alerts/:id?days=30 (id URL-encoded). */
export const AlertPage = AlertRow.extend({
  asOf: When,
  times: z.array(z.object({ from: When, to: When.nullable(), paged: z.boolean(), drops: z.array(z.string()) })),
  /** P1 and P2 of the processes above it in the window. */
  drops: z.array(
    z.object({
      id: z.string(),
      process: z.string(),
      class: z.string(),
      from: When,
      to: When.nullable(),
      fired: z.boolean(),
      money: Estimate.nullable(),
    }),
  ),
  moneyHidden: z.boolean(),
});
export type AlertPage = z.infer<typeof AlertPage>;

/** POST /api/v1/alerts/:id/retirement (right `edit`). Refused with `would_lose` details when the replacement misses a P1 or P2 that this one saw. */
export const NewRetirement = z
  .object({
    replacement: z.string().max(300),
    reason: z.string().trim().min(3).max(2_000),
    days: z.number().int().min(7).max(365).default(90),
  })
  .meta({
    examples: [{ replacement: 'business:payment', reason: 'It called 40 times and no payment was lost.', days: 90 }],
  });
export type NewRetirement = z.infer<typeof NewRetirement>;
export const RetirementAnswer = z.object({
  retired: z.boolean(),
  days: z.number().int(),
  /** P1 and P2 that it saw in these days; those that its replacement saw too, and those that would be lost. */
  seen: z.number().int(),
  kept: z.number().int(),
  lost: z.array(z.object({ id: z.string(), process: z.string(), class: z.string(), from: When, why: z.string() })),
  fires: z.object({ before: z.number().int(), after: z.number().int() }),
});
export type RetirementAnswer = z.infer<typeof RetirementAnswer>;

const Days = z.coerce.number().int().min(1).max(365);

/** What is asked of the alert catalogue. */
export const AlertsQuery = z.object({ days: Days.default(30) });
export const AlertId = z.object({ id: z.string().max(1_000) });

/** GET /api/v1/alerts/:id/retirement: the same check, and nothing is retired. */
export const RetirementQuery = z.object({ replacement: z.string().max(300), days: Days.min(7).default(90) });

/** POST /api/v1/alerts/:id/retirement/end (right `edit`): the alert counts again. */
export const EndedRetirement = z
  .object({ reason: z.string().trim().min(3).max(2_000) })
  .meta({ examples: [{ reason: 'The process has no measure of its own for the night.' }] });
export type EndedRetirement = z.infer<typeof EndedRetirement>;
