import { type EpochMs, minute, toRfc3339 } from '../../../maths/instants.ts';
import { type Ends, endsOf, type Outage } from '../outage.ts';
import { maintenanceOf } from './planned-outages.ts';

/** The begin of what was seen is known to a minute or two: what seems to begin so little before a window began in it. */
export const earlyMs = 2 * minute;

/** What was seen, less what was planned of it. */
export interface BeyondPlanned {
  ends: Ends;
  /** The window that it goes on from; null where it began in none. */
  over: Outage | null;
}

/**
 * What was seen of a subject, less the windows of maintenance that were on record for it: what begins in one is unplanned from the end
 * of the window on. What began before stays whole, for the window did not cause it. Null while, or where, all of it was planned.
 */
export function beyondPlanned(seen: Ends, planned: readonly Outage[], now: EpochMs): BeyondPlanned | null {
  let { from } = seen;
  let over: Outage | null = null;
  for (;;) {
    const next = planned.find((one) => isOver(one, from, over === null ? earlyMs : 0));
    if (next === undefined) break;
    over = next;
    from = endsOf(next).to!;
  }
  if (over === null) return { ends: seen, over };
  return (seen.to ?? now) > from ? { ends: { from, to: seen.to }, over } : null;
}

function isOver(one: Outage, at: EpochMs, early: number): boolean {
  const { from, to } = endsOf(one);
  const counts = one.kind === 'planned' && one.state !== 'removed' && maintenanceOf(one) !== null;
  return counts && to !== null && at >= from - early && at < to;
}

/** Why what goes on beyond a window is unplanned. */
export const overWords = (over: Outage): string =>
  `It went on beyond the maintenance ${maintenanceOf(over)}, announced until ${toRfc3339(endsOf(over).to!)}.`;
