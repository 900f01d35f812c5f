import type { Availability } from '../../../src/features/outages/availability.ts';
import { availabilityOf } from '../../../src/features/outages/availability-of.ts';
import type { LedgerAnswer, OutageRow } from '../../../src/features/outages/outage-contract.ts';
import { type EpochMs, type Interval, toRfc3339 } from '../../../src/maths/instants.ts';
import { ledgerRows } from './shown-rows.ts';

/** The figures of a month as they are and as they were with one outage changed, reckoned as the server does. */
export function effectOf(
  answer: LedgerAnswer,
  month: Interval,
  page: OutageRow,
  changed: Partial<OutageRow>,
  now: EpochMs,
): { before: Availability; after: Availability } {
  const others = answer.outages.filter(({ id }) => id !== page.id);
  // What was not measured while this outage lasted was found beside it: it stays so, since a second with an outage is known.
  const figures = (outage: OutageRow): Availability =>
    availabilityOf(ledgerRows([...others, outage], answer.unmeasured, now), month, answer.availability.policy);
  return { before: figures(page), after: figures({ ...page, ...changed }) };
}

/** The ends of a draft as a row has them. */
export const endsShown = ({ from, to }: { from: EpochMs; to: EpochMs | null }): OutageRow['ends'] => ({
  from: toRfc3339(from),
  to: to === null ? null : toRfc3339(to),
});
