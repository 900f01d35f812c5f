import { bucketStart, type EpochMs, type Interval, second } from '../../../maths/instants.ts';
import { type Catalog, type Document, documentNamed, documentsOf } from '../../catalog/catalog.ts';
import { parseDuration } from '../../catalog/duration.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import type { Subject } from '../outage.ts';
import type { MaintenanceSpec } from './maintenance.ts';
import { startsOf } from './recurrence.ts';

/** One window of planned work, in whole seconds. */
export interface MaintenanceWindow extends Interval {
  /** Of the Maintenance. */
  name: string;
}

export const maintenancesOf = ({ documents }: Pick<Catalog, 'documents'>): Document<MaintenanceSpec>[] =>
  documentsOf(documents, 'Maintenance');

/** The windows that last at some time of [from, to), in order. */
export function windowsOf(
  { metadata: { name }, spec }: Pick<Document<MaintenanceSpec>, 'metadata' | 'spec'>,
  period: Interval,
): MaintenanceWindow[] {
  const { recurrence } = spec;
  if (recurrence === undefined) {
    const once = { name, from: whole(Date.parse(spec.from!)), to: whole(Date.parse(spec.to!)) };
    return once.from < period.to && once.to > period.from && once.from < once.to ? [once] : [];
  }
  const length = Math.max(second, whole(parseDuration(recurrence.duration)!));
  return startsOf(recurrence, { from: period.from - length + 1, to: period.to }).map((from) => ({
    ...{ name, from, to: from + length },
  }));
}

const whole = (at: EpochMs): EpochMs => bucketStart(at, second);

/** What stands still in its windows: what it names, else every component of its vendor. */
export function subjectsOf(
  { documents }: Pick<Catalog, 'documents'>,
  { subjects, vendor }: MaintenanceSpec,
): Subject[] {
  if (subjects.length > 0) {
    return subjects.map((one) =>
      'process' in one ? { kind: 'process', name: one.process } : { kind: 'component', name: one.component },
    );
  }
  const theirs = documentNamed<VendorSpec>(documents, 'Vendor', vendor ?? '')?.spec.components ?? [];
  return theirs.map((name) => ({ kind: 'component', name }));
}

/** When a window was announced as its document says it; null where it leaves that to the record. */
export function announcedOf({ announcedAt, noticeGiven }: MaintenanceSpec, { from }: Interval): EpochMs | null {
  if (announcedAt !== undefined) return Date.parse(announcedAt);
  return noticeGiven === undefined ? null : from - parseDuration(noticeGiven)!;
}

/** Whether a window was announced with the notice that is needed. */
export const isInTime = ({ noticeNeeded }: MaintenanceSpec, { from }: Interval, announced: EpochMs): boolean =>
  announced <= from - (noticeNeeded === undefined ? 0 : parseDuration(noticeNeeded)!);
