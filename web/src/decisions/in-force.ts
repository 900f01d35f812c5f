import type { Decision } from '../../../src/features/criticality/decisions/decision-contract.ts';
import type { EpochMs } from '../../../src/maths/instants.ts';

/** The decision that held at an instant; null: none did, and the catalogue's file spoke alone. */
export function inForceAt(decisions: readonly Decision[], at: EpochMs): Decision | null {
  const begun = decisions.filter(
    ({ state, validFrom, validUntil }) =>
      (state === 'in-force' || state === 'superseded' || state === 'signed') &&
      Date.parse(validFrom) <= at &&
      (validUntil === null || at < Date.parse(validUntil)),
  );
  // One that begins later ends the one in force, which says so only once it has begun.
  return begun.reduce<Decision | null>(
    (last, one) => (last === null || Date.parse(one.validFrom) > Date.parse(last.validFrom) ? one : last),
    null,
  );
}
