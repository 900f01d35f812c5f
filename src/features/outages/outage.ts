import type { Estimate } from '../../maths/estimate.ts';
import type { EpochMs } from '../../maths/instants.ts';

/** What a ledger is kept of. */
export const subjectKinds = ['process', 'component'] as const;
export interface Subject {
  kind: (typeof subjectKinds)[number];
  name: string;
}

/** planned: announced in time; unplanned; false-positive: it was none, and stays in the ledger as what was seen. */
export const outageKinds = ['planned', 'unplanned', 'false-positive'] as const;
export type OutageKind = (typeof outageKinds)[number];

/** Whose fault: one's own, a vendor's, or both had part, so that own + vendor + both is the total. */
export const faults = ['own', 'vendor', 'both'] as const;
export type Fault = (typeof faults)[number];

/**
 * draft: written by Waga or a person, nobody confirmed it; confirmed; removed: it was none and counts nowhere; reported: cause and
 * summary stand; locked: its month is frozen, later edits need a reason.
 */
export const outageStates = ['draft', 'confirmed', 'removed', 'reported', 'locked'] as const;
export type OutageState = (typeof outageStates)[number];

/** Half-open; null while it lasts. */
export interface Ends {
  from: EpochMs;
  to: EpochMs | null;
}

/** From what it shall be left out. It holds once a second signed-in person agreed. */
export interface Exclusion {
  fromProcess: boolean;
  fromGlobal: boolean;
}

export interface ExclusionProposal extends Exclusion {
  reason: string;
  /** Ids, which never change, and names as they were then. */
  by: string;
  byName: string;
  at: EpochMs;
}

/** What it cost, as Waga measured it. `preliminary` until what came back later (`until`) is in the data. */
export interface OutageLoss {
  lost: Estimate | null;
  gross: Estimate | null;
  recovered: Estimate | null;
  net: Estimate | null;
  preliminary: boolean;
  until: EpochMs | null;
  /** Distinct users who failed and had no success within the time to come back; null where users are not known. */
  customers: number | null;
}

/** An entry of the ledger as it stands; every change of it is a line of the trail. */
export interface Outage {
  id: string;
  subject: Subject;
  state: OutageState;
  kind: OutageKind;
  fault: Fault;
  /** Name of the Vendor, where one had part. */
  vendor: string | null;
  /** Share that failed, decimal text between "0" and "1", at most nine places. */
  share: string;
  /** As it was seen; raw figures count these. */
  detected: Ends;
  /** As Waga refined it on the minutes; null where it could not. */
  refined: Ends | null;
  /** As a person set it; null where nobody did. */
  corrected: Ends | null;
  /** What holds. */
  excluded: Exclusion;
  /** What was proposed and waits for a second person. */
  proposal: ExclusionProposal | null;
  cause: string;
  /** A word that agreements may exclude, such as `force-majeure` or `customer`; null: none. */
  causeKind: string | null;
  summary: string;
  loss: OutageLoss | null;
  /** The incident that drafted it. */
  incident: string | null;
  /** Who else knows it, and by which name: `statuspage github`, `id`. A second import of it is the same outage. */
  origin: { source: string; id: string } | null;
  dueAt: EpochMs;
  /** Rises with every change; also its ETag. */
  revision: number;
}

/** The ends that count: a person's, else the refined ones, else as it was seen. */
export const endsOf = ({ corrected, refined, detected }: Pick<Outage, 'corrected' | 'refined' | 'detected'>): Ends =>
  corrected ?? refined ?? detected;

/** Days after its end at which the report on an outage is due. */
export const reportDueDays = 7;
/** A month closes on this day after its end and is frozen; late changes make another version of its reports. */
export const closingDay = 8;
