import type { EpochMs } from '../../maths/instants.ts';

/** Reports as they were frozen, what was sent of them, and what accounting booked. */
export interface AgreementTables {
  frozen_reports: FrozenReports;
  sent_reports: SentReports;
  booked_revenue: BookedRevenue;
}

/** Append-only. `kind` and `name` are what it is of, `version` counts from 1 for each period. */
export interface FrozenReports {
  id: string;
  kind: string;
  name: string;
  period: string;
  version: number;
  period_from: EpochMs;
  period_to: EpochMs;
  time_zone: string;
  /** Product whose money an agreement's credits are; null where there is none. */
  product: string | null;
  made_at: EpochMs;
  display_name: string;
  /** The whole report as canonical JSON, with all its money. */
  report: string;
  /** SHA-256 of it, which also stands in the trail. */
  hash: string;
  /** Of the trail: where the ledger stood when it was made. */
  head_line: number;
  head_hash: string;
  differences: number;
}

/** Append-only: that the report of a period was put on its way. */
export interface SentReports {
  agreement: string;
  period: string;
  sent_at: EpochMs;
}

export interface BookedRevenue {
  product: string;
  /** `2026-10-03`, of accounting's own calendar. */
  day: string;
  currency: string;
  amount_minor: number;
  booked_at: EpochMs;
}
