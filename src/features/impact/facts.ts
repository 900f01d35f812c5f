import type { EpochMs } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { Level } from '../catalog/fields.ts';
import type { Profile } from '../expectations/profile.ts';
import type { ProcessImpact } from './contract.ts';
import type { EventValue } from './event-value.ts';
import type { Rules } from './rules.ts';

/** What is known of a process at a tick. */
export interface ImpactFacts {
  process: string;
  step: string;
  expectation: { profile: Profile } | { refusal: string };
  rules: Rules | null;
  /** Level of the process that was valid at an instant. */
  levelAt(at: EpochMs): Level | null;
  /** Recent minutes, as far back as may be judged again; what lies at or after `completeUntil` is not looked at. */
  series: MinuteSeries;
  /** Up to when every bound source is complete; null when none ever was. */
  completeUntil: EpochMs | null;
  /** A lag of so much behind `now` makes the process unknown. */
  silentAfterMs: number;
  /** Earliest minute whose count changed since the last step; null when none did. */
  revisedFrom: EpochMs | null;
  value: EventValue | null;
  conversion: ProcessImpact['conversion'];
  notes: readonly string[];
}
