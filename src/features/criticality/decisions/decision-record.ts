import type { EpochMs } from '../../../maths/instants.ts';
import type { Level } from '../../catalog/fields.ts';
import type { Thresholds } from '../../catalog/thresholds.ts';
import type { Side } from './decision-contract.ts';

export interface SignatureRecord {
  side: Side;
  person: string;
  name: string;
  at: EpochMs;
  instead: string | null;
}

/** A decision as it is kept. Nothing of it changes; signatures and a withdrawal are added to it. */
export interface DecisionRecord {
  id: string;
  process: string;
  version: number;
  level: Level;
  thresholds: Thresholds | null;
  reason: string;
  /** As it was wished for; see `heldFrom`. */
  validFrom: EpochMs;
  /** What the catalogue's file said when it was proposed. */
  file: { level: Level | null; thresholds: Thresholds };
  proposedAt: EpochMs;
  proposedByName: string;
  workshop: string | null;
  /** In the order in which they came. */
  signatures: readonly SignatureRecord[];
  withdrawnAt: EpochMs | null;
}
