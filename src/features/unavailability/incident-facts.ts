import type { EpochMs } from '../../maths/instants.ts';
import type { Level } from '../catalog/fields.ts';
import type { DayKind } from '../catalog/thresholds.ts';
import type { ImpactClass } from '../impact/contract.ts';
import type { LossSide, ProbableRoot } from './incident.ts';

/** A drop as the detector has it now; it keeps its id when late data move its ends. */
export interface DropFact {
  id: string;
  onset: EpochMs;
  detectedAt: EpochMs;
  endedAt: EpochMs | null;
  /** The highest it reached; null while nothing is proven. */
  class: ImpactClass | null;
  /** Of the last window; null while nothing is proven or the threshold is no longer reached. */
  presentClass: ImpactClass | null;
  /** Found because four hours cost too much, whatever the share. */
  bleed: boolean;
  /** In words for the log: "lost 45 % (38–52 %) of what was expected". */
  words: string;
}

/** What is known of one process at a tick. */
export interface ProcessFact {
  process: string;
  level: Level | null;
  days: readonly DayKind[];
  /** Lasting ones and those that ended in the last day, oldest first. */
  drops: readonly DropFact[];
  side: LossSide | null;
  /** Since when nothing complete came; null while it is seen. */
  unseenSince: EpochMs | null;
  /** Nobody has looked yet, as after a start: it is neither seen nor unseen. Else absent. */
  notLooked?: true;
  root: ProbableRoot | null;
}

/** What a person did; in the order in which it was done. */
export type Act =
  | { act: 'mitigate' | 'dismiss' | 'reopen'; incident: string; by: string; reason: string }
  | { act: 'report' | 'review'; incident: string; by: string };
