import { z } from 'zod';
import { RiskFinding } from '../contract.ts';

/** Somebody looked at a finding and lives with it, until a day. */
export const Acceptance = z.object({
  reason: z.string(),
  until: z.iso.datetime(),
  by: z.string(),
  at: z.iso.datetime(),
});
export type Acceptance = z.infer<typeof Acceptance>;

/** A finding of the server: `id` stays the same while the same thing is wrong with the same subject. */
export const ServedFinding = RiskFinding.extend({
  id: z.string(),
  /** Kind of the subject, for its link. */
  subjectKind: z.enum(['Process', 'Component', 'other']),
  /** Null: nobody accepted it, or the acceptance ran out. */
  accepted: Acceptance.nullable(),
  /** An acceptance that ran out. */
  expired: Acceptance.nullable(),
});
export type ServedFinding = z.infer<typeof ServedFinding>;

/** GET /api/v1/findings: open ones first, errors before warnings. */
export const FindingsAnswer = z.object({ asOf: z.iso.datetime(), findings: z.array(ServedFinding) });
export type FindingsAnswer = z.infer<typeof FindingsAnswer>;

/** PUT /api/v1/findings/:id/acceptance; at most a year ahead. */
export const NewAcceptance = z
  .object({ reason: z.string().trim().min(3).max(2_000), until: z.iso.datetime() })
  .meta({ examples: [{ reason: 'The replica comes in January.', until: '2027-02-01T00:00:00Z' }] });
export type NewAcceptance = z.infer<typeof NewAcceptance>;
