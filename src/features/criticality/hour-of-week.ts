import { type EpochMs, hour } from '../../maths/instants.ts';
import { minuteOfWeek, positiveModulo, zoneOf } from '../../maths/zoned-time.ts';

export const hoursPerWeek = 168;

/** 0 is Monday 00:00 on the wall clock of the zone. */
export function hourOfWeek(timeZone: string, at: EpochMs): number {
  return Math.floor(minuteOfWeek(zoneOf(timeZone).localMinute(at)) / 60);
}

/** A week by the hours of one zone as the same instants are named in another, by the offsets that hold at an instant. */
export function weekIn<Value>(week: readonly Value[], from: string, to: string, at: EpochMs): readonly Value[] {
  const ahead = hourOfWeek(to, at - (at % hour)) - hourOfWeek(from, at - (at % hour));
  if (ahead === 0) return week;
  return week.map((_, index) => week[positiveModulo(index - ahead, week.length)]!);
}
