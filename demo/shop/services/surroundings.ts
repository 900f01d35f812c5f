import type { Outcome, Process } from '../../model/world.ts';
import type { Call } from '../caller.ts';
import type { Flags } from '../flags.ts';
import type { Ledger } from '../ledger.ts';
import type { Switches } from '../switches.ts';
import type { Telemetry } from '../telemetry.ts';

/** Tells the business what happened just now; the event goes to the outbox and to the book of what really came. */
export type RecordEvent = (
  process: Process,
  step: string,
  outcome: Outcome,
  details: { user: number; minor?: number; method?: string },
) => void;

/** What a service is given: its telemetry, the failures that may be on, how it calls others, and the business record. */
export interface Surroundings {
  telemetry: Telemetry;
  switches: Switches;
  flags: Flags;
  record: RecordEvent;
  /** Its own name. */
  name: string;
  /** Calls another service by name. */
  call: Call;
  ledger: Ledger;
}
