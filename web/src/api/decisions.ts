import { queryOptions } from '@tanstack/react-query';
import {
  Decision,
  DecisionHistory,
  DecisionsAnswer,
  type NewDecision,
  type Side,
} from '../../../src/features/criticality/decisions/decision-contract.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

export const decisionsNow = queryOptions({
  queryKey: ['live', 'decisions'],
  queryFn: ({ signal }) => readJson('/api/v1/decisions', DecisionsAnswer, signal),
});

export function decisionHistory(process: string) {
  return queryOptions({
    queryKey: ['live', 'decision-history', process],
    queryFn: ({ signal }) =>
      readJson(`/api/v1/processes/${encodeURIComponent(process)}/decisions`, DecisionHistory, signal),
  });
}

const path = (id: string): string => `/api/v1/decisions/${encodeURIComponent(id)}`;

export const proposeDecision = (body: NewDecision): Promise<Decision> =>
  writeJson({ method: 'POST', path: '/api/v1/decisions', body, answer: Decision });

/** Signs for one side, as whoever is signed in. */
export const signDecision = (id: string, side: Side): Promise<Decision> =>
  writeJson({ method: 'POST', path: `${path(id)}/signatures/${side}`, answer: Decision });

/** Takes a decision back that not both have signed. */
export const withdrawDecision = (id: string): Promise<Decision> =>
  writeJson({ method: 'POST', path: `${path(id)}/withdrawal`, answer: Decision });
