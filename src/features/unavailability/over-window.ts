import { type EpochMs, second } from '../../maths/instants.ts';
import { maintenanceOf } from '../outages/maintenance/planned-outages.ts';
import { type Ends, endsOf, type Outage } from '../outages/outage.ts';

/** Whether an outage is what goes on of a window of maintenance of the same subject. */
export const goesOn = ({ subject, detected, kind }: Outage, others: readonly Outage[]): boolean =>
  kind === 'unplanned' &&
  others.some(
    (one) =>
      one.kind === 'planned' &&
      one.state !== 'removed' &&
      maintenanceOf(one) !== null &&
      one.subject.kind === subject.kind &&
      one.subject.name === subject.name &&
      endsOf(one).to === detected.from,
  );

/** Ends without what lies before an instant; one second where nothing is left, for an alarm may end later than what it tells of. */
export function notBefore(at: EpochMs, { from, to }: { from: EpochMs; to: EpochMs }): Ends {
  return { from: Math.max(from, at), to: Math.max(to, at + second) };
}
