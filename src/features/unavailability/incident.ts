import type { EpochMs } from '../../maths/instants.ts';
import type { Level } from '../catalog/fields.ts';
import type { DayKind } from '../catalog/thresholds.ts';
import type { ImpactClass } from '../impact/contract.ts';

/**
 * suspected: something is found, its class is not proven; open: proven; mitigated: it lasts, but costs less than the partial
 * threshold; recovered: over; reported: the outage is in the ledger; reviewed: the review is written; dismissed: it was none.
 */
export const incidentStates = [
  'suspected',
  'open',
  'mitigated',
  'recovered',
  'reported',
  'reviewed',
  'dismissed',
] as const;
export type IncidentState = (typeof incidentStates)[number];

/**
 * Loss of the business result; a process that nobody sees (no money, nothing for the ledger); technical alarms of one component.
 */
export const incidentKinds = ['loss', 'blind', 'technical'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** The time in which a technical measure missed its objective, or another tool's alert fired. */
export interface TechnicalAlarm {
  id: string;
  measure: string;
  /** Another tool raised it, and `measure` is what that calls it: its id in the alert catalogue. Else absent. */
  external?: string;
  /** Who demands that somebody is called, whatever the business result. */
  mandatedBy: string | null;
  startedAt: EpochMs;
  endedAt: EpochMs | null;
}

/** What a technical incident is about. */
export interface Technical {
  component: string;
  boundToCritical: boolean;
  mandatedBy: string | null;
  alarms: readonly TechnicalAlarm[];
}

/** Fewer come at all, or fewer of those who come succeed: they need different people. */
export type LossSide = 'demand' | 'supply';

/** Which component probably is behind it, how strongly that speaks against the others, and why. */
export interface ProbableRoot {
  component: string;
  score: number;
  why: string;
}

/** One step of an incident, with its reason; `by` is null where Waga took it by itself. */
export interface Transition {
  at: EpochMs;
  from: IncidentState | null;
  to: IncidentState;
  reason: string;
  by: string | null;
}

/** The response to one unavailability of one process, or to the alarms of one component. */
export interface Incident {
  /** Made of the process and the minute of detection: the same facts never open two. */
  id: string;
  kind: IncidentKind;
  /** Of a technical one a process that stands on the component, '' where none does. */
  process: string;
  /** Of a technical one; else absent. */
  technical?: Technical;
  /** The side channel that is told whom it would have called, where what found it is tried out; else absent. */
  shadow?: string;
  /** As they were when it opened; a later decision changes nothing of it. */
  level: Level | null;
  days: readonly DayKind[];
  state: IncidentState;
  /** The highest class it reached; null for a blind one and while nothing is proven. */
  class: ImpactClass | null;
  side: LossSide | null;
  onset: EpochMs;
  detectedAt: EpochMs;
  /** End of the last drop; null while one lasts. */
  endedAt: EpochMs | null;
  /** The drops, or the alarms, that it is made of, oldest first. */
  drops: readonly string[];
  root: ProbableRoot | null;
  /** The incident that leads, where a named root explains both. */
  partOf: string | null;
  transitions: readonly Transition[];
}

/** Whether something still has to happen before it is over. */
export const isLasting = ({ state }: Pick<Incident, 'state'>): boolean =>
  state === 'suspected' || state === 'open' || state === 'mitigated';

/** The incident in a new state, with the reason; the same incident where it is in that state already. */
export function moved(
  incident: Incident,
  to: IncidentState,
  at: EpochMs,
  reason: string,
  by: string | null = null,
): Incident {
  if (incident.state === to) return incident;
  const transition: Transition = { at, from: incident.state, to, reason, by };
  return { ...incident, state: to, transitions: [...incident.transitions, transition] };
}
