import { type EpochMs, minute, second } from '../../maths/instants.ts';
import { instantOfLocal, zoneOf } from '../../maths/zoned-time.ts';
import { closingDay, type Ends, type Outage } from './outage.ts';

/**
 * When the month closes in which something ended: on day 8 of the month after it, at midnight of the zone. What ended at the
 * first midnight of a month lay in the month before. RangeError on an unknown zone.
 */
export function frozenFrom(end: EpochMs, timeZone: string): EpochMs {
  const local = new Date(zoneOf(timeZone).localMinute(end - second) * minute);
  const closes = Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, closingDay);
  return instantOfLocal(timeZone, closes / minute);
}

/** Whether the month is frozen in which an outage ended. One that lasts is not. */
export const isFrozen = ({ from, to }: Ends, timeZone: string, now: EpochMs): boolean =>
  to !== null && frozenFrom(Math.max(to, from + second), timeZone) <= now;

/** Whether any part of an outage, as it was seen or as it counts, lies in a month that is frozen: then a change needs a reason. */
export function reachesIntoFrozen(
  { detected, refined, corrected }: Pick<Outage, 'detected' | 'refined' | 'corrected'>,
  timeZone: string,
  now: EpochMs,
): boolean {
  const first = Math.min(...[detected, refined, corrected].flatMap((ends) => (ends === null ? [] : [ends.from])));
  return frozenFrom(first + second, timeZone) <= now;
}
