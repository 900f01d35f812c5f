import { type EpochMs, minute } from '../../maths/instants.ts';
import {
  clockChangesIn,
  instantOfLocal,
  instantsOfLocal,
  localDay,
  minuteOfWeek,
  minutesPerDay,
  minutesPerWeek,
  type Zone,
} from '../../maths/zoned-time.ts';
import { type Hours, weekdays } from './rotation.ts';

/** Minutes after midnight of `HH:MM`. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Whether an instant lies in any of the hours, on the wall clock of the zone. */
export function isIn(hours: readonly Hours[], zone: Zone, at: EpochMs): boolean {
  const now = minuteOfWeek(zone.localMinute(at));
  return hours.some(({ days, from, to }) =>
    days.some((name) => {
      const start = weekdays.indexOf(name) * minutesPerDay + minuteOfDay(from);
      const after = (now - start + minutesPerWeek) % minutesPerWeek;
      return after < lengthOf(from, to);
    }),
  );
}

/** Minutes on the wall clock from one time of day to the next that reads `to`; a whole day when they are the same. */
function lengthOf(from: string, to: string): number {
  const minutes = minuteOfDay(to) - minuteOfDay(from);
  return minutes > 0 ? minutes : minutes + minutesPerDay;
}

/** The instants within (from, to) at which any of the hours may begin or end: at their times, as often as the clock reads them, and when it is changed. */
export function edgesOf(hours: readonly Hours[], zone: Zone, from: EpochMs, to: EpochMs): EpochMs[] {
  const edges = clockChangesIn(zone.name, from, to);
  const last = localDay(zone.localMinute(to)) + 1;
  for (let day = localDay(zone.localMinute(from)) - 1; day <= last; day++) {
    for (const one of hours) {
      for (const time of [one.from, one.to]) {
        edges.push(...instantsOfLocal(zone, day * minutesPerDay + minuteOfDay(time)));
      }
    }
  }
  return edges.filter((at) => at > from && at < to);
}

/** The first instant at or after `at` that lies in the hours on a day that is no holiday; null when none comes in three weeks. */
export function nextIn(
  hours: readonly Hours[],
  zone: Zone,
  at: EpochMs,
  isHoliday: (localDay: number) => boolean,
): EpochMs | null {
  const open = (instant: EpochMs): boolean =>
    isIn(hours, zone, instant) && !isHoliday(localDay(zone.localMinute(instant)));
  if (open(at)) return at;
  const threeWeeks = at + 3 * minutesPerWeek * minute;
  const midnights: EpochMs[] = [];
  for (let day = localDay(zone.localMinute(at)); day <= localDay(zone.localMinute(threeWeeks)); day++) {
    midnights.push(instantOfLocal(zone.name, day * minutesPerDay));
  }
  const edges = [...edgesOf(hours, zone, at, threeWeeks), ...midnights.filter((one) => one > at)];
  return edges.sort((a, b) => a - b).find(open) ?? null;
}
