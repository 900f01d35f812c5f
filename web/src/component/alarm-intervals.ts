import type { Alarm } from '../../../src/features/objectives/contract.ts';
import type { EpochMs, Interval } from '../../../src/maths/instants.ts';

/** When anything was in alarm; one that lasts reaches to `until`. */
export function alarmIntervals(alarms: readonly Alarm[], until: EpochMs): Interval[] {
  return alarms.map(({ startedAt, endedAt }) => ({
    from: Date.parse(startedAt),
    to: endedAt === null ? until : Date.parse(endedAt),
  }));
}
