import { z } from 'zod';
import { Level } from '../../catalog/fields.ts';
import { Decision, Side } from '../decisions/decision-contract.ts';

/** The three questions asked of each process. */
export const WorkshopQuestion = z.enum(['christmas-eve', 'sunday-night', 'until-monday']);
export type WorkshopQuestion = z.infer<typeof WorkshopQuestion>;

/**
 * Would you leave the Christmas Eve table for it? Get up at three on Sunday night? Can it wait until Monday? What the answers
 * make of it stands in workshop-rule.ts.
 */
export const WorkshopAnswer = z
  .object({
    process: z.string().max(63),
    question: WorkshopQuestion,
    answer: z.enum(['yes', 'no', 'unsure']),
  })
  .meta({ examples: [{ process: 'payment', question: 'christmas-eve', answer: 'yes' }] });
export type WorkshopAnswer = z.infer<typeof WorkshopAnswer>;

/** Which of the two is fixed first. */
export const WorkshopComparison = z
  .object({ first: z.string().max(63), second: z.string().max(63) })
  .refine(({ first, second }) => first !== second, 'expected two different processes')
  .meta({ examples: [{ first: 'payment', second: 'refund' }] });
export type WorkshopComparison = z.infer<typeof WorkshopComparison>;

/** What is to be asked next; null when every process has its place. */
export const WorkshopNext = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('question'), process: z.string(), question: WorkshopQuestion }),
  z.object({ ask: z.literal('comparison'), left: z.string(), right: z.string() }),
]);
export type WorkshopNext = z.infer<typeof WorkshopNext>;

/** One process in the workshop. */
export const WorkshopProcess = z.object({
  name: z.string(),
  displayName: z.string(),
  description: z.string().nullable(),
  product: z.string().nullable(),
  productManager: z.string().nullable(),
  /** What holds now. */
  currentLevel: Level.nullable(),
  answers: z.array(WorkshopAnswer.omit({ process: true })),
  /** From the answers alone; null until all three are given. */
  proposedLevel: Level.nullable(),
  /** Why, in words. */
  because: z.string().nullable(),
  /** 1 is fixed first; the same for those that nothing told apart yet. Null until it has a level. */
  rank: z.number().int().nullable(),
  /** What the people settled on, where it is not the proposed level; with the reason. */
  settled: z.object({ level: Level, reason: z.string() }).nullable(),
  /** The decision that was made of it, once the workshop is closed. */
  decision: Decision.nullable(),
});
export type WorkshopProcess = z.infer<typeof WorkshopProcess>;

export const Workshop = z.object({
  id: z.string(),
  title: z.string(),
  /** Names of who takes part, as they were typed. */
  participants: z.array(z.string()),
  state: z.enum(['open', 'closed']),
  startedAt: z.iso.datetime(),
  startedBy: z.string(),
  closedAt: z.iso.datetime().nullable(),
  processes: z.array(WorkshopProcess),
  comparisons: z.array(WorkshopComparison),
  next: WorkshopNext.nullable(),
  /** Questions and comparisons answered, and how many more at most. */
  asked: z.number().int(),
  leftAtMost: z.number().int(),
  maySign: z.array(Side),
  /** ETag of the answer: rises with every change. */
  version: z.number().int(),
});
export type Workshop = z.infer<typeof Workshop>;

/** POST /api/v1/workshops. */
export const NewWorkshop = z
  .object({
    title: z.string().trim().min(3).max(200),
    participants: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
    processes: z.array(z.string().max(63)).min(1).max(200),
  })
  .meta({ examples: [{ title: 'Pay, autumn', participants: ['Anna', 'Piotr'], processes: ['payment', 'refund'] }] });
export type NewWorkshop = z.infer<typeof NewWorkshop>;

/** POST /api/v1/workshops/:id/levels: what the people settled on; null takes it back to what the answers say. */
export const SettledLevel = z
  .object({
    process: z.string().max(63),
    settled: z.object({ level: Level, reason: z.string().trim().min(3).max(2_000) }).nullable(),
  })
  .meta({ examples: [{ process: 'refund', settled: { level: 'standard', reason: 'Refunds may wait a day.' } }] });
export type SettledLevel = z.infer<typeof SettledLevel>;

/** POST /api/v1/workshops/:id/close: makes a proposed decision of every process whose level is new or differs. */
export const CloseWorkshop = z.object({ validFrom: z.iso.datetime().optional() });
export type CloseWorkshop = z.infer<typeof CloseWorkshop>;

/** GET /api/v1/workshops: newest first. */
export const WorkshopsAnswer = z.object({
  workshops: z.array(
    Workshop.pick({ id: true, title: true, participants: true, state: true, startedAt: true, startedBy: true }).extend({
      closedAt: z.iso.datetime().nullable(),
      processes: z.number().int(),
      /** Decisions of it that still wait for a signature. */
      waiting: z.number().int(),
    }),
  ),
});
export type WorkshopsAnswer = z.infer<typeof WorkshopsAnswer>;
