import type { IntakeMemory } from '../intake-memory.ts';
import { Turns } from './turns.ts';

const turns = new WeakMap<IntakeMemory, Turns>();

/**
 * The turns of whoever changes the memory of traces. There is one memory for all sources, since a call may go from one
 * source to another, so requests with spans and the end of waits run one after the other.
 */
export function traceTurn<T>(memory: IntakeMemory, work: () => Promise<T>): Promise<T> {
  let own = turns.get(memory);
  if (own === undefined) {
    // What waits is bounded by the turns of the intake already.
    own = new Turns(Number.POSITIVE_INFINITY);
    turns.set(memory, own);
  }
  return own.take(['traces'], 0, work);
}
