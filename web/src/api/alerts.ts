import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  AlertPage,
  AlertsAnswer,
  EndedRetirement,
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

/** What a refusal holds beside its words: what would go unseen. */
const Refusal = RetirementAnswer.pick({ seen: true, kept: true, days: true }).extend({
  would_lose: RetirementAnswer.shape.lost,
});

/** Retires it, or says what would be lost; throws ApiProblem where it was refused for another reason. */
export async function retireAlert(id: string, body: NewRetirement): Promise<RetirementAnswer> {
  try {
    return await writeJson({ method: 'POST', path: `${path(id)}/retirement`, body, answer: RetirementAnswer });
  } catch (problem) {
    const told = problem instanceof ApiProblem ? Refusal.safeParse(problem.body) : null;
    if (!told?.success) throw problem;
    const { would_lose: lost, ...counts } = told.data;
    return { ...counts, lost, retired: false, fires: { before: 0, after: 0 } };
  }
}

export const takeBackRetirement = (id: string, reason: string): Promise<EndedRetirement> =>
  writeJson({ method: 'POST', path: `${path(id)}/retirement/end`, body: { reason }, answer: EndedRetirement });
