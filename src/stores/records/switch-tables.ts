import type { EpochMs } from '../../maths/instants.ts';

export interface SwitchTables {
  switches: Switches;
  switch_acts: SwitchActs;
}

/** Where a switch stands; `state` is JSON. `revision` rises with every act, `version` with every write. */
export interface Switches {
  name: string;
  position: string;
  state: string;
  revision: number;
  version: number;
  updated_at: EpochMs;
}

/** Append-only. `by` is null where Waga did it by itself; `why` is JSON: what led to it, as it was then. */
export interface SwitchActs {
  switch: string;
  number: number;
  at: EpochMs;
  by_id: string | null;
  by: string | null;
  act: string;
  position: string;
  share: string | null;
  says: string;
  why: string | null;
  incident: string | null;
  /** Id of the command that it gave; else null. */
  command: string | null;
}
