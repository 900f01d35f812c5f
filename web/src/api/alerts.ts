import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  AlertPage,
  AlertsAnswer,
  type NewRetirement,
  RetirementAnswer,
} from '../../../src/features/balance/alert-contract.ts';
import { ThresholdProposal } from '../../../src/features/balance/replay-contract.ts';
import { query } from './balance.ts';
import { ApiProblem } from './problem.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

const path = (id: string): string => `/api/v1/alerts/${encodeURIComponent(id)}`;

/** The alert catalogue with the noise of so many days, noisiest first. */
export function alertsOf(days: number) {
  return queryOptions({
    queryKey: ['live', 'alerts', days],
    queryFn: ({ signal }) => readJson(query('/api/v1/alerts', { days }), AlertsAnswer, signal),
    placeholderData: keepPreviousData,
  });
}

export function alertNamed(id: string, days: number) {
  return queryOptions({
    queryKey: ['live', 'alert', id, days],
    queryFn: ({ signal }) => readJson(query(path(id), { days }), AlertPage, signal),
    placeholderData: keepPreviousData,
  });
}

/** The rule that keeps every P1 and P2 and fires least. It is reckoned over the whole past, so it is asked for once. */
export function proposalFor(id: string, days: number) {
  return queryOptions({
    queryKey: ['alert-proposal', id, days],
    queryFn: ({ signal }) => readJson(query(`${path(id)}/proposal`, { days }), ThresholdProposal, signal),
    staleTime: 300_000,
  });
}

/** Retires it, or says what would be lost: a refusal carries the same answer as a success does. */
export async function retireAlert(id: string, body: NewRetirement): Promise<RetirementAnswer> {
  try {
    return await writeJson({ method: 'POST', path: `${path(id)}/retirement`, body, answer: RetirementAnswer });
  } catch (problem) {
    const told = problem instanceof ApiProblem ? RetirementAnswer.safeParse(refused(problem)) : null;
    if (told?.success) return told.data;
    throw problem;
  }
}

const refused = ({ body }: ApiProblem): unknown => ({ retired: false, ...(typeof body === 'object' ? body : {}) });

export const takeBackRetirement = (id: string): Promise<unknown> =>
  writeJson({ method: 'DELETE', path: `${path(id)}/retirement`, answer: z.unknown() });
