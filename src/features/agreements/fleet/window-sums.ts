import { bucketStart, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import { noSums, type Sums } from '../../objectives/slo/hour-line.ts';
import { added } from '../../objectives/slo/totals.ts';
import type { HourProgress } from '../hour-progress.ts';
import type { FleetSums } from './fleet-rows.ts';
import type { Young } from './young-hours.ts';

/** What is known of all subjects up to an instant. */
export interface Edge {
  /** Totals before the hour that holds it, of hours that are counted; null: there are none. */
  of(key: string): Sums | null;
  /** Hours before it that are not counted yet. */
  young: Young;
  /** What its hour had counted before it, where it lies between two hours. */
  part: Young;
  hourStart: EpochMs;
  /** Since when hours are counted on asking. */
  youngFrom: EpochMs;
}

export interface WindowOf {
  /** Of the subject. */
  key: string;
  done: HourProgress | undefined;
  window: Interval;
  /** The present minute. */
  present: EpochMs;
}

/** Minutes so young may still be proven measured; until then they are no gap. */
const provenWithinMs = 15 * minute;

/** What was counted of a subject between two instants: the difference of two totals. */
export function windowSums(begin: Edge, end: Edge, { key, done, window, present }: WindowOf): Omit<FleetSums, 'of'> {
  const first = sumsUpTo(begin, key, done, present);
  const last = sumsUpTo(end, key, done, present);
  // what came late is in the minutes of an hour before it is in the hour: for so long a part may be more than the whole
  const measuredMinutes = Math.max(0, last.measured - first.measured);
  const valid = Math.max(0, last.valid - first.valid);
  const good = Math.min(valid, Math.max(0, last.good - first.good));
  const seen = end.part.lastMeasured.get(key) ?? end.young.lastMeasured.get(key);
  const until = knownUntil(window.to, present, seen ?? done?.until);
  return {
    good,
    valid,
    measuredMinutes,
    unmeasuredMinutes: Math.max(0, (until - window.from) / minute - measuredMinutes),
  };
}

function sumsUpTo(edge: Edge, key: string, done: HourProgress | undefined, present: EpochMs): Sums {
  const total = edge.of(key);
  const young = edge.young.sums.get(key);
  const part = edge.part.sums.get(key);
  let sums = total ?? noSums;
  if (young !== undefined) sums = added(sums, young);
  return part !== undefined && isOtherwiseCounted(edge, done, total, present) ? added(sums, part) : sums;
}

/** Whether the other end of a window knows the hour whole; a part of one that it does not know would be missing there. */
function isOtherwiseCounted(
  { hourStart, youngFrom }: Edge,
  done: HourProgress | undefined,
  total: Sums | null,
  present: EpochMs,
): boolean {
  if (done === undefined) return total !== null || hourStart >= bucketStart(present, hour);
  return hourStart >= done.from && (hourStart < done.until || hourStart >= youngFrom);
}

/** Up to when it is known whether a subject was measured: its youngest minutes may still be proven. */
function knownUntil(to: EpochMs, present: EpochMs, seen: EpochMs | undefined): EpochMs {
  const settled = present - provenWithinMs;
  return to <= settled ? to : Math.min(to, Math.max(settled, seen ?? settled));
}
