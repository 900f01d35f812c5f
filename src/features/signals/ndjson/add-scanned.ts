import type { BatchBuilder } from '../batch-builder.ts';
import type { EventContext, EventDecision } from '../event-batch.ts';
import type { ScannedEvents } from './scanned-events.ts';

/** Adds what was read; null, and nothing is added, where the order of rows tells and all must be judged one by one. */
export function addScanned(
  _scanned: ScannedEvents,
  _context: EventContext,
  _batch: BatchBuilder,
): EventDecision | null {
  return null;
}
