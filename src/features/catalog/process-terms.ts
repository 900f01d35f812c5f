import type { EpochMs } from '../../maths/instants.ts';
import type { Level } from './fields.ts';
import type { Thresholds } from './thresholds.ts';

/** What people signed of a process, from an instant on and until another took its place (null: it still holds). */
export interface DecidedTerms {
  process: string;
  /** Id and number of the decision. */
  decision: string;
  version: number;
  level: Level;
  /** Null: those of the file. */
  thresholds: Thresholds | null;
  from: EpochMs;
  until: EpochMs | null;
}

/** What the file says of a process that a decision outranks; stands on the document beside what holds. */
export interface Outranked {
  decision: string;
  version: number;
  fileLevel: Level | null;
  fileThresholds: Thresholds;
}

/** What the file of one time said of a process, from the version that brought it until the one that changed it. */
export interface FileTerms {
  process: string;
  level: Level | null;
  thresholds: Thresholds;
  from: EpochMs;
  until: EpochMs | null;
}

/** Everything that ever held of the processes, oldest first. */
export interface TermsHistory {
  files: ReadonlyMap<string, readonly FileTerms[]>;
  decided: ReadonlyMap<string, readonly DecidedTerms[]>;
}
