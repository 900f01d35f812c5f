import type { Incident } from '../../unavailability/incident.ts';
import type { ReviewText } from '../review-contract.ts';
import { canFinish } from './review-shown.ts';

const notYet: Record<Incident['state'], string> = {
  suspected: 'the incident lasts',
  open: 'the incident lasts',
  mitigated: 'the incident lasts',
  recovered: 'the incident is not reported yet: report it first',
  dismissed: 'the incident was dismissed: reopen it first, if it was one',
  reported: '',
  reviewed: '',
};

/** What is missing until a review is whole, in plain words; empty where nothing is. */
export function finishProblems({ state }: Pick<Incident, 'state'>, text: ReviewText): string[] {
  const problems: string[] = [];
  if (!canFinish(state)) problems.push(notYet[state]);
  if (text.causes.length === 0) problems.push('no cause is named');
  if (text.causes.some((cause) => cause.startsWith('A guess: '))) {
    problems.push('a cause is still the guess of Waga: confirm it in your own words, or take it out');
  }
  if (text.actions.length === 0 && (text.noActions ?? '') === '') {
    problems.push('no action is named, and no word why there is none (noActions)');
  }
  return problems;
}
