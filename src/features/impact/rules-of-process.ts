import type { EpochMs } from '../../maths/instants.ts';
import type { Document } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { Thresholds } from '../catalog/thresholds.ts';
import type { Profile } from '../expectations/profile.ts';
import type { EventValue } from './event-value.ts';
import { alarmScoreOf, pageZ, type Rules } from './rules.ts';
import { bleedLimitOf } from './slow-bleed.ts';
import { thresholdsAt } from './thresholds-at.ts';

/**
 * How a process is judged by the catalogue and by what was learned about it; at other times by the thresholds that were `valid`
 * then. Null when its thresholds are no shares.
 */
export function rulesOfProcess(
  process: Document<ProcessSpec>,
  profile: Profile,
  value: EventValue | null,
  valid?: (at: EpochMs) => Thresholds | null,
): Rules | null {
  const thresholds = thresholdsAt(process.spec.thresholds, profile.calendar, process.spec.timeZone, valid);
  return (
    thresholds && {
      thresholds,
      pageZ,
      alarmScore: alarmScoreOf(profile),
      bleedLimit: bleedLimitOf(process.spec.lossLimit, value),
    }
  );
}
