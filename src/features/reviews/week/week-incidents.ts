import { isLasting } from '../../unavailability/incident.ts';
import { minutesBetween } from '../document/minutes-until.ts';
import type { Scope } from '../scope.ts';
import type { Week } from '../weekly-contract.ts';
import type { IncidentOfWeek, WeekFacts } from './week-facts.ts';

/** Those that began in the week, and older ones that lasted into it; what was only tried out, and parts of others, apart. */
export function incidentsOfWeek(
  { incidents, week }: Pick<WeekFacts, 'incidents' | 'week'>,
  scope: Scope,
): IncidentOfWeek[] {
  return incidents.filter(({ kept: { incident } }) => {
    const { onset, endedAt, shadow, partOf } = incident;
    if (shadow !== undefined || partOf !== null || onset >= week.to || !scope.ofIncident(incident)) return false;
    if (onset >= week.from) return true;
    return endedAt === null ? isLasting(incident) : endedAt > week.from;
  });
}

/** An incident as a line of the agenda, with what it cost as the ledger has it, else as its drops say. */
export function incidentLine(
  { kept: { incident, response }, row }: IncidentOfWeek,
  { outages, reviews }: Pick<WeekFacts, 'outages' | 'reviews'>,
): Week['incidents'][number] {
  const { id, kind, onset, endedAt } = incident;
  const loss = outages.find((one) => one.incident === id)?.loss;
  return {
    ...{ id, process: incident.process, name: row.processName, kind, class: incident.class, state: incident.state },
    onset: row.onset,
    minutes: endedAt === null ? null : minutesBetween(onset, endedAt),
    money: moneyIn(loss?.net) ?? moneyIn(loss?.gross) ?? row.money,
    paged: response.calledAt !== null,
    review: reviews.get(id)?.state ?? null,
  };
}

type Amount = Week['incidents'][number]['money'];

/** The estimate, where it is one of money. */
export const moneyIn = (estimate: Amount | undefined): Amount => (estimate?.unit.endsWith('-minor') ? estimate : null);
