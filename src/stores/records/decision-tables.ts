import type { EpochMs } from '../../maths/instants.ts';

/** What people decided, how they came to it, and which findings they live with. */
export interface DecisionTables {
  decisions: Decisions;
  decision_signatures: DecisionSignatures;
  decision_withdrawals: DecisionWithdrawals;
  workshops: Workshops;
  workshop_steps: WorkshopSteps;
  finding_acceptances: FindingAcceptances;
}

/** Append-only. `terms` is what is agreed on, `file_terms` what the catalogue's file said when it was proposed; both JSON. */
export interface Decisions {
  id: string;
  process: string;
  version: number;
  terms: string;
  file_terms: string;
  proposed_at: EpochMs;
  proposed_by: string;
  proposed_by_name: string;
  workshop: string | null;
}

/** Append-only. `side`: business or technology; of one decision each is signed once, and by two people. */
export interface DecisionSignatures {
  decision: string;
  side: string;
  person: string;
  person_name: string;
  at: EpochMs;
  instead: string | null;
}

export interface DecisionWithdrawals {
  decision: string;
  person: string;
  person_name: string;
  at: EpochMs;
}

/** Lists are JSON. */
export interface Workshops {
  id: string;
  title: string;
  participants: string;
  processes: string;
  started_at: EpochMs;
  started_by: string;
  started_by_name: string;
}

/** Append-only, numbered from 1: what was answered, compared, settled, taken back. `step` is JSON. */
export interface WorkshopSteps {
  workshop: string;
  number: number;
  step: string;
  at: EpochMs;
  person: string;
  person_name: string;
}

/** Append-only, the highest number holds. Without a reason and an end: taken back. */
export interface FindingAcceptances {
  finding: string;
  number: number;
  reason: string | null;
  until: EpochMs | null;
  at: EpochMs;
  person: string;
  person_name: string;
}
