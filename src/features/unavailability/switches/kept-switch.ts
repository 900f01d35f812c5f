import type { EpochMs } from '../../../maths/instants.ts';
import type { CheckShown, SwitchAct, SwitchPosition, SwitchReason } from './switch-contract.ts';

/** Telling the receiver of a position; the id stays the same over all tries. */
export interface Telling {
  id: string;
  tries: number;
  nextAt: EpochMs;
  /** When the last try failed, and why; null: none did. */
  failedAt: EpochMs | null;
  reason: string | null;
  toldAt: EpochMs | null;
}

/** What a check said last. `applies`: whether it can tell anything of this position. */
export interface KeptCheck extends Omit<CheckShown, 'at'> {
  at: EpochMs | null;
  applies: boolean;
  /** When it agreed last with the position that holds; null: it never did. */
  agreedAt: EpochMs | null;
}

/** A window of maintenance that asked for it to be off. */
export interface KeptWindow {
  /** The Maintenance and the begin of its window. */
  key: string;
  maintenance: string;
  until: EpochMs;
  /** Id of the command that it gave; null: it was off already, or somebody's to switch. */
  command: string | null;
  /** Whether its end was dealt with. */
  over: boolean;
}

/** Who waits for a second person. */
export interface KeptAsk {
  position: SwitchPosition;
  share: string | null;
  by: string;
  byId: string;
  at: EpochMs;
  why: SwitchReason;
}

/** Where a switch stands, between ticks and over restarts. */
export interface KeptSwitch {
  position: SwitchPosition;
  /** Of customers let through, decimal text; null unless half. */
  share: string | null;
  /** When it was put there; null: it never was switched. */
  since: EpochMs | null;
  /** Id of the command that put it there. */
  command: string | null;
  /** Null: Waga by itself. */
  by: string | null;
  why: SwitchReason | null;
  telling: Telling | null;
  checked: 'waiting' | 'verified' | 'not-verified' | 'unchecked';
  checks: readonly KeptCheck[];
  asked: KeptAsk | null;
  /** Whether its breaker may act by itself: not after a person switched against it, until all was well once. */
  armed: boolean;
  windows: readonly KeptWindow[];
  /** How many acts there are. */
  acts: number;
}

/** A switch that nobody ever touched. */
export const untouched: KeptSwitch = {
  ...{ position: 'on', share: null, since: null, command: null, by: null, why: null, telling: null },
  ...{ checked: 'unchecked', checks: [], asked: null, armed: true, windows: [], acts: 0 },
};

/** A switch as it was read. `version` 0: it has no row yet. */
export interface ReadSwitch {
  name: string;
  kept: KeptSwitch;
  revision: number;
  version: number;
}

/** A line of the history that is not written yet. */
export interface NewActLine extends Pick<SwitchAct, 'act' | 'position' | 'share' | 'says' | 'why'> {
  at: EpochMs;
  /** Null: Waga by itself. */
  by: { id: string; name: string } | null;
  incident: string | null;
  /** Id of the command that it gave; else null. */
  command: string | null;
}

/** The state and what it came with. */
export interface Stepped {
  kept: KeptSwitch;
  acts: readonly NewActLine[];
}
