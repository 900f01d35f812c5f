import type { EpochMs } from '../../../maths/instants.ts';
import type { Sums } from '../../objectives/slo/hour-line.ts';
import { added } from '../../objectives/slo/totals.ts';
import { type HourRow, subjectKey } from '../hour-totals.ts';
import { lastMeasured, minutesIn } from '../minute-mask.ts';

/** What is not in the totals yet, by `kind:name`: sums, and the end of the last measured minute. */
export interface Young {
  sums: Map<string, Sums>;
  lastMeasured: Map<string, EpochMs>;
}

/** Of hours that are not counted yet and of the part of one hour. */
export function youngOf(...rows: readonly (readonly HourRow[])[]): Young {
  const young: Young = { sums: new Map(), lastMeasured: new Map() };
  for (const { subject, at, good, valid, measured } of rows.flat()) {
    const key = subjectKey(subject);
    const one = { good, valid, measured: minutesIn(measured) };
    const known = young.sums.get(key);
    young.sums.set(key, known === undefined ? one : added(known, one));
    const last = lastMeasured(measured, at);
    if (last !== null) young.lastMeasured.set(key, Math.max(last, young.lastMeasured.get(key) ?? last));
  }
  return young;
}
