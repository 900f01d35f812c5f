import type { PlaceboHistory } from '../../expectations/calibrate.ts';
import { type LossWindow, windowSums } from '../../impact/loss-windows.ts';
import type { IncidentMinutes } from './observed-minutes.ts';

/** What came and what would have come in the minutes that count, with the variance of the latter (chance not included). */
export interface IncidentSums {
  actual: number;
  expected: number;
  variance: number;
  minutes: number;
  /** Mean share of failed requests by expected events; null where nobody counted. */
  failed: number | null;
}

/** A process answers to a component at once or so many minutes later. */
export const lags = [0, 1, 2] as const;

/** After the end the level looks away for so long: who was turned away comes back. */
const reboundMinutes = 60;
/** And then for so long: the hours after tell nearly all that the rest of the day would. */
const seenMinutes = 240;

/**
 * The sums of one outage with its minutes laid `shiftMinutes` later, one for each lag; null where the history does not reach or
 * nothing in it was measured. The level of what would have come is known from both sides of it, hidden through it.
 */
export function incidentSums(
  history: PlaceboHistory,
  incident: IncidentMinutes,
  shiftMinutes: number,
): IncidentSums[] | null {
  const { counts, base, used } = history;
  const from = incident.from + shiftMinutes;
  const to = from + incident.counted.length + lags.at(-1)!;
  if (from < 0 || to > counts.length) return null;
  const known = (i: number): boolean => !Number.isNaN(counts[i]!) && base[i]! > 0;
  const counts0 = (i: number): boolean => incident.counted[i - from] === 1 && known(i);
  const afterTo = Math.min(counts.length, to + reboundMinutes);
  const window: LossWindow = {
    outageFrom: from,
    outageTo: to,
    afterTo,
    seenFrom: afterTo,
    seenUntil: Math.min(counts.length, afterTo + seenMinutes),
  };
  const { outage, varOutage } = windowSums(history, window, (i) => used[i] === 1, counts0);
  const usual = lagged(history, incident, from, 0, 1).expected;
  if (!(usual > 0) || !(outage > 0)) return null;
  return lags.map((lag) => {
    const sums = lagged(history, incident, from, lag, outage / usual);
    const scale = sums.expected / outage;
    return { ...sums, variance: Math.max(0, varOutage) * scale * scale };
  });
}

/** Sums over the minutes that count, `lag` minutes later, with the level given. */
function lagged(
  { counts, base }: PlaceboHistory,
  { counted, failed }: IncidentMinutes,
  from: number,
  lag: number,
  level: number,
): Omit<IncidentSums, 'variance'> {
  const sums = { actual: 0, expected: 0, minutes: 0 };
  let [failing, told] = [0, 0];
  for (let i = 0; i < counted.length; i++) {
    const at = from + i + lag;
    const count = counts[at]!;
    const expected = base[at]! * level;
    if (counted[i] === 0 || Number.isNaN(count) || !(expected > 0)) continue;
    sums.actual += count;
    sums.expected += expected;
    sums.minutes++;
    if (Number.isNaN(failed[i]!)) continue;
    failing += failed[i]! * expected;
    told += expected;
  }
  return { ...sums, failed: told > 0 ? failing / told : null };
}
