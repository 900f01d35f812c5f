import type { EpochMs, Interval } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { ComponentCriticality } from '../criticality/contract.ts';
import type { Outage, Subject } from '../outages/outage.ts';
import type { AgreementSpec } from './agreement.ts';
import type { Announcement } from './announcement.ts';
import type { HourRow, PeriodTotals } from './hour-totals.ts';
import type { Period } from './period.ts';
import type { BookedDay } from './reconciliation.ts';
import type { Report, ReportScope } from './report-contract.ts';

/** What is known of one subject in a period. */
export interface SubjectFacts {
  subject: Subject;
  displayName: string;
  product: string | null;
  level: string | null;
  /** Every outage that lasts in the period by any of its ends, but the removed ones. */
  outages: readonly Outage[];
  /** Time of the period, up to now, that nobody measured. */
  unmeasured: readonly Interval[];
  totals: PeriodTotals | null;
  /** Null where they were not asked for; then there is no curve of users. */
  hours: readonly HourRow[] | null;
  /** What the graph makes of a process, with the outages of the components that it stands on. */
  composite: { expected: number; below: readonly Outage[] } | null;
  /** Earlier periods with their outages, newest first; for a forecast. */
  past: readonly { period: Interval; outages: readonly Outage[] }[];
}

/** An agreement as it was worded when the period began. */
export interface AgreementInForce {
  name: string;
  spec: AgreementSpec;
}

/** All that a report is made of: with the same facts it is the same report. */
export interface ReportFacts {
  scope: ReportScope;
  period: Period;
  /** What of the period counts: cut by the dates between which an agreement holds. */
  counted: Interval;
  now: EpochMs;
  version: number;
  head: Report['head'];
  /** As it held in the period. */
  catalog: Catalog;
  agreement: AgreementInForce | null;
  subjects: readonly SubjectFacts[];
  /** The end of the part of it that lies before anything was on record; null where none does. */
  recordedFrom: EpochMs | null;
  announced: ReadonlyMap<string, Announcement>;
  components: readonly ComponentCriticality[];
  /** By product. */
  booked: ReadonlyMap<string, readonly BookedDay[]>;
  productHours: ReadonlyMap<string, readonly HourRow[]>;
  /** What is to be said of where the facts come from. */
  notes: readonly string[];
  rules: readonly string[];
}
