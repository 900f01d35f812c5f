import { parseMoney } from '../../maths/money.ts';
import type { Document } from '../catalog/document.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import { blockMinutes, type Profile, slotsOf } from '../expectations/profile.ts';
import type { EventValue } from '../impact/event-value.ts';
import { hoursPerWeek } from './hour-of-week.ts';

/** What a process is worth in each hour of its week, Monday 00:00 first, in minor units; not rounded. */
export interface ProcessWorth {
  currency: string;
  timeZone: string;
  week: readonly number[];
  /** Over the whole week. */
  average: number;
}

/**
 * From what is expected of the process times what an event is worth: a usual week, without campaigns and holidays, at the level
 * of the last hours. Where its document gives a value per hour, that in every hour. Null while nobody knows.
 */
export function worthOfProcess(
  { spec }: Pick<Document<ProcessSpec>, 'spec'>,
  profile: Profile | null,
  value: EventValue | null,
): ProcessWorth | null {
  const { timeZone } = spec;
  if (spec.value && 'perHour' in spec.value) {
    const minor = parseMoney(spec.value.perHour, spec.value.currency);
    if (minor === null) return null;
    return { currency: spec.value.currency, timeZone, week: Array(hoursPerWeek).fill(minor), average: minor };
  }
  if (profile === null || value === null || value.kind === 'perHour') return null;
  const level = profile.levels.at(-1)?.slow ?? 1;
  const week = Array.from({ length: hoursPerWeek }, (_, index) => level * eventsIn(profile, index) * value.minor);
  return { currency: value.currency, timeZone, week, average: week.reduce((sum, one) => sum + one, 0) / hoursPerWeek };
}

const blocksPerHour = 60 / blockMinutes;

/** Expected events at level 1; a shape of one day stands for every day. */
function eventsIn({ shape, cycle }: Profile, hourOfWeek: number): number {
  const first = (hourOfWeek * blocksPerHour) % slotsOf(cycle);
  let sum = 0;
  for (let slot = first; slot < first + blocksPerHour; slot++) sum += blockMinutes * shape[slot]!;
  return sum;
}
