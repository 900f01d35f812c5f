import type { Outcome, Process } from '../../model/world.ts';
import type { Switches } from '../switches.ts';
import type { Telemetry } from '../telemetry.ts';

/** Tells the business what happened just now; the event goes to the outbox and to the book of what really came. */
export type RecordEvent = (
  process: Process,
  step: string,
  outcome: Outcome,
  details: { user: number; minor?: number; method?: string },
) => void;

/** What a service is given: its telemetry, the failures that may be on, where others are, and the business record. */
export interface Surroundings {
  telemetry: Telemetry;
  switches: Switches;
  record: RecordEvent;
  /** Base address of another service by name. */
  at(service: string): string;
}
