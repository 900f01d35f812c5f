import { z } from 'zod';
import { Estimate } from '../../maths/estimate.ts';

const When = z.iso.datetime();
const Words = (most: number) => z.string().trim().max(most);

export const ReviewAction = z.object({
  what: Words(1_000).min(3),
  /** `user:anna` or `group:payments`. */
  owner: z
    .string()
    .regex(/^(user|group):[a-z0-9_./-]+$/i, 'expected user:NAME or group:NAME')
    .meta({ examples: ['user:anna'] }),
  due: z.iso.date(),
  doneAt: When.nullable().default(null),
});
export type ReviewAction = z.infer<typeof ReviewAction>;

/** What people write; the rest drafts itself. */
export const ReviewText = z.object({
  title: Words(300).min(3),
  summary: Words(20_000),
  /** What led to it, the deepest first; blameless. */
  causes: z.array(Words(2_000).min(3)).max(30),
  helped: z.array(Words(2_000).min(3)).max(30),
  hindered: z.array(Words(2_000).min(3)).max(30),
  actions: z.array(ReviewAction).max(100),
  /** Why there is nothing to do, where there is nothing. */
  noActions: Words(2_000).optional(),
});
export type ReviewText = z.infer<typeof ReviewText>;

/** A line of what happened, from the log. */
export const TimelineLine = z.object({
  at: When,
  kind: z.enum([
    'impact',
    'state',
    'alarm',
    'change',
    'call',
    'step',
    'switch',
    'vendor',
    'runbook',
    'customers',
    'ledger',
  ]),
  /** Null: Waga. */
  by: z.string().nullable(),
  says: z.string(),
});
export type TimelineLine = z.infer<typeof TimelineLine>;

/** GET /api/v1/incidents/:id/review. */
export const Review = z.object({
  incident: z.string(),
  process: z.string(),
  processName: z.string(),
  product: z.string().nullable(),
  /** `none`: nobody wrote yet, `text` is what drafted itself; `draft`; `final`: a person declared it whole. */
  state: z.enum(['none', 'draft', 'final']),
  text: ReviewText,
  /** Facts, made anew of the log while it is a draft, and kept as they were when it is final. */
  facts: z.object({
    onset: When,
    detectedAt: When,
    endedAt: When.nullable(),
    minutes: z.number().int().nullable(),
    /** From the onset until it was detected, somebody was called, somebody had it, it was mitigated; null: never. */
    minutesUntil: z.object({
      detected: z.number().int(),
      called: z.number().int().nullable(),
      acknowledged: z.number().int().nullable(),
      mitigated: z.number().int().nullable(),
    }),
    class: z.string().nullable(),
    level: z.string().nullable(),
    share: Estimate.nullable(),
    lost: Estimate.nullable(),
    gross: Estimate.nullable(),
    recovered: Estimate.nullable(),
    net: Estimate.nullable(),
    customers: z.number().int().nullable(),
    root: z.object({ component: z.string(), name: z.string(), why: z.string() }).nullable(),
    fault: z.string().nullable(),
    outage: z.string().nullable(),
    /** Changes from two hours before the onset until its end, those of the probable root first. */
    changes: z.array(
      z.object({
        at: When,
        kind: z.string(),
        title: z.string(),
        component: z.string().nullable(),
        url: z.string().nullable(),
      }),
    ),
    timeline: z.array(TimelineLine),
  }),
  editedAt: When.nullable(),
  editedBy: z.string().nullable(),
  finalAt: When.nullable(),
  finalBy: z.string().nullable(),
  revision: z.number().int(),
  moneyHidden: z.boolean(),
  may: z.array(z.enum(['edit', 'finish', 'open'])),
});
export type Review = z.infer<typeof Review>;

/** GET /api/v1/reviews: incidents that have, or want, a review; and actions not done, overdue first. */
export const ReviewsAnswer = z.object({
  asOf: When,
  reviews: z.array(
    z.object({
      incident: z.string(),
      processName: z.string(),
      class: z.string().nullable(),
      onset: When,
      state: Review.shape.state,
      title: z.string(),
      actions: z.number().int(),
      open: z.number().int(),
    }),
  ),
  actions: z.array(ReviewAction.extend({ incident: z.string(), number: z.number().int(), overdue: z.boolean() })),
  next: z.string().nullable(),
});
export type ReviewsAnswer = z.infer<typeof ReviewsAnswer>;

/** PUT /api/v1/incidents/:id/review takes ReviewText (right `respond`, If-Match). POST …/review/acts: */
export const NewReviewAct = z
  .discriminatedUnion('act', [
    /** It is whole: its incident becomes reviewed. Needs a cause, and an action or a word why there is none. */
    z.object({ act: z.literal('finish') }),
    z.object({ act: z.literal('open'), reason: Words(2_000).min(3) }),
    /** Of a final one too. */
    z.object({ act: z.literal('done'), action: z.number().int().min(1), done: z.boolean() }),
  ])
  .meta({ examples: [{ act: 'finish' }] });
export type NewReviewAct = z.infer<typeof NewReviewAct>;
