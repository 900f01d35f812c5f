import { toRfc3339 } from '../../../maths/instants.ts';
import type { Incident } from '../../unavailability/incident.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { TimelineLine } from '../review-contract.ts';

const stepWords = {
  business: 'Looked at the business result',
  impact: 'Looked at the impact',
  act: 'Acted',
  verify: 'Verified',
  inform: 'Informed',
} as const;

const stateWords: Record<Incident['state'], string> = {
  suspected: 'Suspected',
  open: 'It is an incident',
  mitigated: 'Mitigated',
  recovered: 'Recovered',
  reported: 'Reported',
  reviewed: 'Reviewed',
  dismissed: 'Dismissed',
};

/** How the incident went from state to state, who had it, and the five steps. */
export function stateLines({ incident, response }: IncidentLog): TimelineLine[] {
  const { acknowledged } = response;
  return [
    ...incident.transitions.map(({ at, to, reason, by }): TimelineLine => {
      return { at: toRfc3339(at), kind: 'state', by, says: sentence(stateWords[to], reason) };
    }),
    ...(acknowledged === null
      ? []
      : [{ at: toRfc3339(acknowledged.at), kind: 'call' as const, by: acknowledged.by, says: 'Has it.' }]),
    ...response.steps.map(({ step, at, by, note }): TimelineLine => {
      return { at: toRfc3339(at), kind: 'step', by, says: sentence(stepWords[step], note) };
    }),
  ];
}

/** A word and what was said, as one line that ends with a full stop. */
export function sentence(word: string, said: string): string {
  const text = said.trim() === '' ? word : `${word}: ${said.trim()}`;
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
