import type { EpochMs } from '../../maths/instants.ts';

/** What other tools raise, and which alerts were retired. */
export interface AlertTables {
  external_alerts: ExternalAlerts;
  retirements: Retirements;
}

/**
 * A time in which another tool's alert fired; open while `ended_at` is null. Known by who sent it, its fingerprint and its begin, of
 * which `id` is made. `labels` is JSON. `ended_by`: resolved, or silent where its sender told of it no more; `seen_at` is when it was
 * told of last.
 */
export interface ExternalAlerts {
  id: string;
  writer: string;
  source: string;
  fingerprint: string;
  alertname: string;
  labels: string;
  started_at: EpochMs;
  ended_at: EpochMs | null;
  ended_by: string | null;
  seen_at: EpochMs;
  received_at: EpochMs;
}

/**
 * Append-only: an alert is retired, or that is taken back; the last line of an alert says what holds. `alert` and `replacement` are ids
 * of the alert catalogue; `checked` is JSON of what was checked, null where it is taken back.
 */
export interface Retirements {
  id: string;
  number: number;
  alert: string;
  act: string;
  replacement: string | null;
  reason: string;
  checked: string | null;
  at: EpochMs;
  by_id: string;
  by_name: string;
}
