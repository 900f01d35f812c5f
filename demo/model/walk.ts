import type { Failure } from './failures.ts';
import { seeded } from './random.ts';
import { answer, type Visit } from './visit.ts';
import { type Emit, respond } from './world.ts';

const none: ReadonlySet<Failure> = new Set();
// Keeps the world's chance apart from the customer's own choices.
const worldStream = 0x5bd1e995;

/**
 * Leads a visit through the modelled world up to `until` (epoch milliseconds): every act due before it is answered, the
 * rest of the visit stays open. `failingAt` says what is broken at an instant; without it nothing ever is.
 */
export function walk(
  visit: Visit,
  until: number,
  emit: Emit,
  failingAt: (at: number) => ReadonlySet<Failure> = () => none,
): void {
  const random = seeded(visit.customer.seed ^ worldStream);
  while (visit.next && visit.dueAt < until) {
    const { seen, tookMs } = respond(visit.customer, visit.next, visit.dueAt, failingAt(visit.dueAt), random, emit);
    answer(visit, seen, tookMs);
  }
}
