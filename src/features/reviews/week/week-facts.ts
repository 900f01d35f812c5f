import type { EpochMs } from '../../../maths/instants.ts';
import type { AlertRow } from '../../balance/alert-contract.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Override } from '../../duty/shifts.ts';
import type { WindowShown } from '../../outages/maintenance/maintenance-contract.ts';
import type { Outage } from '../../outages/outage.ts';
import type { TrailHead } from '../../outages/trail.ts';
import type { Incident } from '../../unavailability/incident.ts';
import type { IncidentRow } from '../../unavailability/incident-contract.ts';
import type { KeptIncident } from '../../unavailability/kept-incident.ts';
import type { RunbookMeter } from '../../unavailability/runbooks/runbook-contract.ts';
import type { Call } from '../calls.ts';
import type { KeptReview } from '../document/review-shown.ts';
import type { ActOfSwitch } from '../incident-log.ts';
import type { IsoWeek } from '../iso-weeks.ts';
import type { NamedReview } from '../meetings.ts';

/** An incident with how it is shown to somebody who sees all money. */
export interface IncidentOfWeek {
  kept: KeptIncident;
  row: IncidentRow;
}

/** An alert of the catalogue with how often it fired in the week. */
export type AlertOfWeek = Pick<AlertRow, 'id' | 'name' | 'component' | 'processes' | 'noise'>;

/** An alert that was retired. */
export interface Retired {
  alert: string;
  at: EpochMs;
  by: string;
  replacement: string;
  reason: string;
  /** When it was taken back; null while it holds. */
  ended: { at: EpochMs } | null;
}

/** What somebody said of a shift. */
export interface SaidOfShift {
  rotation: string;
  from: EpochMs;
  person: string;
  score: number;
  words: string;
}

/** All that is on record of a week: what its agenda is made of. */
export interface WeekFacts {
  review: NamedReview;
  week: IsoWeek;
  now: EpochMs;
  catalog: Catalog;
  /** As it was when the week began, and when it ended (or now). */
  catalogBefore: Catalog;
  catalogAfter: Catalog;
  windows: { lastWeek: readonly WindowShown[]; coming: readonly WindowShown[] };
  /** Those that began around the week or last, whatever their kind, oldest first. */
  incidents: readonly IncidentOfWeek[];
  calls: readonly Call[];
  /** Those of some incidents, by incident. */
  reviews: ReadonlyMap<string, KeptReview>;
  /** Those that last at some time of the week, and those whose report is not written. */
  outages: readonly Outage[];
  unreported: readonly Outage[];
  alerts: readonly AlertOfWeek[];
  retired: readonly Retired[];
  switchActs: readonly ActOfSwitch[];
  /** The catalogue with the shifts that calendars name around the week. */
  duty: Catalog;
  overrides: readonly Override[];
  said: readonly SaidOfShift[];
  /** Reviews with actions that are not done. */
  withActions: readonly { review: KeptReview; incident: Incident | null }[];
  meter: RunbookMeter;
  head: TrailHead;
}

/** So many days around the week are looked at for shifts that reach into it. */
export const shiftMarginDays = 21;
