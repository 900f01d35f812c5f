import { day, type EpochMs, type Interval } from '../../../src/maths/instants.ts';
import { clockFieldText, instantOnClock } from '../design/format/times.ts';

/** Days as they are typed, the last one included. */
export interface Days {
  first: string;
  last: string;
}

/** The server replays no more at once. */
export const mostDays = 92;

/** So many days until today, on the zone's clocks. */
export function lastDays(count: number, now: EpochMs, zone: string): Days {
  const dayOf = (at: EpochMs): string => clockFieldText(at, zone).slice(0, 10);
  return { first: dayOf(now - (count - 1) * day), last: dayOf(now) };
}

/** From the first midnight to the one after the last day, but no later than now; or in words what is wrong. */
export function intervalOf({ first, last }: Days, now: EpochMs, zone: string): Interval | string {
  const from = instantOnClock(`${first}T00:00`, zone);
  const lastStart = instantOnClock(`${last}T00:00`, zone);
  if (from === null || lastStart === null) return 'Give both days.';
  if (lastStart < from) return 'The last day lies before the first.';
  // The midnight after: noon of the last day and a day later is on the next day, whatever the clocks do.
  const next = clockFieldText(lastStart + 36 * 3_600_000, zone).slice(0, 10);
  const to = Math.min(instantOnClock(`${next}T00:00`, zone) ?? now, Math.floor(now / 60_000) * 60_000);
  if (from >= to) return 'These days are still to come.';
  return to - from > mostDays * day ? `At most ${mostDays} days at once.` : { from, to };
}
