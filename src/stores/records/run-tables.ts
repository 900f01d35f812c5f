import type { EpochMs } from '../../maths/instants.ts';

/** Runs of runbooks. */
export interface RunTables {
  runs: Runs;
  run_steps: RunSteps;
  run_log: RunLog;
}

/** `run` is JSON, the steps and the log apart; `version` rises with every write. */
export interface Runs {
  id: string;
  runbook: string;
  incident: string | null;
  state: string;
  started_at: EpochMs;
  ended_at: EpochMs | null;
  run: string;
  updated_at: EpochMs;
  version: number;
}

/** One row a step, as it stands; `alone` is 1 where no person was needed for it, `seconds_by_hand` is what it takes one. `step` is JSON. */
export interface RunSteps {
  run: string;
  number: number;
  state: string;
  ended_at: EpochMs | null;
  alone: number;
  seconds_by_hand: number;
  step: string;
}

/** Append-only. `by` is null where Waga did it by itself. */
export interface RunLog {
  run: string;
  number: number;
  at: EpochMs;
  step: string | null;
  by: string | null;
  says: string;
}
