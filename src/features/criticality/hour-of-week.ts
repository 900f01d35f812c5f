import type { EpochMs } from '../../maths/instants.ts';
import { minuteOfWeek, zoneOf } from '../../maths/zoned-time.ts';

export const hoursPerWeek = 168;

/** 0 is Monday 00:00 on the wall clock of the zone. */
export function hourOfWeek(timeZone: string, at: EpochMs): number {
  return Math.floor(minuteOfWeek(zoneOf(timeZone).localMinute(at)) / 60);
}
