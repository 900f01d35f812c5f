import { ProductError } from '../../../errors.ts';
import { bucketStart, day, type EpochMs, hour, type Interval, minute, toRfc3339 } from '../../../maths/instants.ts';

/** What of the past can be asked for. */
export interface Kept {
  now: EpochMs;
  retentionDays: number;
  hoursRetentionDays: number;
}

const usualDays = 30;

/**
 * The window that somebody asks for, in whole minutes: up to now where its end is left out, and from the hour 30 days before its end
 * where its begin is. Throws ProductError `bad_input` where it is empty, has not begun, begins before hours are kept, or where minutes
 * are no longer kept and it does not begin and end on the hour.
 */
export function fleetWindow(asked: { from?: string | undefined; to?: string | undefined }, kept: Kept): Interval {
  const { now } = kept;
  const to = bucketStart(asked.to === undefined ? now : Date.parse(asked.to), minute);
  const from =
    asked.from === undefined ? bucketStart(to - usualDays * day, hour) : bucketStart(Date.parse(asked.from), minute);
  if (from >= to) throw bad('The window must begin a minute or more before it ends: from < to.');
  if (from >= bucketStart(now, minute)) throw bad('from: the window has not begun yet.');
  const hoursFrom = monthStart(now - kept.hoursRetentionDays * day);
  if (from < hoursFrom) throw bad(`from: hours are kept since ${toRfc3339(hoursFrom)}; ask from then on.`);
  const minutesFrom = bucketStart(now - kept.retentionDays * day, day);
  for (const [name, at] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (at >= minutesFrom || at % hour === 0) continue;
    throw bad(`${name}: expected a full hour (UTC), since minutes are kept from ${toRfc3339(minutesFrom)} on.`);
  }
  return { from, to };
}

const bad = (message: string): ProductError => new ProductError('bad_input', message);

function monthStart(at: EpochMs): EpochMs {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}
