import { z } from 'zod';
import { Level } from '../../catalog/fields.ts';
import { Thresholds } from '../../catalog/thresholds.ts';

/** The two sides of the contract: the product manager for the business, and who runs it for the technology. */
export const Side = z.enum(['business', 'technology']);
export type Side = z.infer<typeof Side>;

/**
 * proposed: waits for a signature; signed: both signed and its day has not come; in-force: it holds; superseded: a later one
 * of the same process took its place; withdrawn: taken back before both had signed.
 */
export const DecisionState = z.enum(['proposed', 'signed', 'in-force', 'superseded', 'withdrawn']);
export type DecisionState = z.infer<typeof DecisionState>;

export const Signature = z.object({
  side: Side,
  /** Id and display name of the person at the time. */
  person: z.string(),
  name: z.string(),
  at: z.iso.datetime(),
  /** The one whom the catalogue names as product manager, where it is somebody else who signed for the business. */
  instead: z.string().nullable(),
});
export type Signature = z.infer<typeof Signature>;

/** What both sides agree on. Thresholds left out: those of the catalogue's file hold. */
export const DecisionTerms = z.object({
  level: Level,
  thresholds: Thresholds.nullable(),
  reason: z.string().trim().min(3).max(2_000),
  /** From when it holds; at the second signature it is moved there if it lies before it. */
  validFrom: z.iso.datetime(),
});
export type DecisionTerms = z.infer<typeof DecisionTerms>;

/** Where a decision differs from the one it follows, or from the file where there was none. */
export const DecisionDifference = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type DecisionDifference = z.infer<typeof DecisionDifference>;

export const Decision = DecisionTerms.extend({
  id: z.string(),
  process: z.string(),
  processName: z.string(),
  /** 1 for the first decision of a process. */
  version: z.number().int(),
  state: DecisionState,
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  signatures: z.array(Signature),
  /** Until when it held; null while it holds or has not begun. */
  validUntil: z.iso.datetime().nullable(),
  /** The workshop it came from. */
  workshop: z.string().nullable(),
  differences: z.array(DecisionDifference),
});
export type Decision = z.infer<typeof Decision>;

/** POST /api/v1/decisions. */
export const NewDecision = DecisionTerms.extend({
  process: z.string().max(63),
  thresholds: Thresholds.nullable().default(null),
  /** Left out: from the second signature on. */
  validFrom: z.iso.datetime().optional(),
}).meta({ examples: [{ process: 'payment', level: 'critical', reason: 'Nobody can pay without it.' }] });
export type NewDecision = z.infer<typeof NewDecision>;

/** What one process has: what holds now, what waits, and what the file says. */
export const ProcessDecisions = z.object({
  process: z.string(),
  displayName: z.string(),
  product: z.string().nullable(),
  /** As the catalogue names it, `user:anna`. */
  productManager: z.string().nullable(),
  /** The level that holds, and whether a decision or only the file says so. */
  level: Level.nullable(),
  from: z.enum(['decision', 'file']).nullable(),
  fileLevel: Level.nullable(),
  inForce: Decision.nullable(),
  waiting: z.array(Decision),
});
export type ProcessDecisions = z.infer<typeof ProcessDecisions>;

/** GET /api/v1/decisions: every process of the catalogue, in its order. */
export const DecisionsAnswer = z.object({
  asOf: z.iso.datetime(),
  processes: z.array(ProcessDecisions),
  /** The sides that who asks may sign for. */
  maySign: z.array(Side),
});
export type DecisionsAnswer = z.infer<typeof DecisionsAnswer>;

/** GET /api/v1/processes/:name/decisions: newest first, whatever became of them. */
export const DecisionHistory = z.object({
  process: z.string(),
  displayName: z.string(),
  decisions: z.array(Decision),
  maySign: z.array(Side),
});
export type DecisionHistory = z.infer<typeof DecisionHistory>;
