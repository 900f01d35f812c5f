import type { EpochMs } from '../../maths/instants.ts';

/** What is remembered of objectives. */
export interface ObjectiveTables {
  burn_alerts: BurnAlerts;
}

/** A time in which an objective spent its budget too fast; open while `to_at` is null. `id` is made of objective, rule and start. */
export interface BurnAlerts {
  id: string;
  objective: string;
  severity: string;
  long_minutes: number;
  from_at: EpochMs;
  to_at: EpochMs | null;
  updated_at: EpochMs;
}
