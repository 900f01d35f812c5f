import type { ObjectivesAnswer } from '../slo-contract.ts';
import type { Book, Objective } from './book.ts';
import { isMet, leftRatio } from './budget.ts';
import { budgetAt } from './objective-row.ts';

/** What an objective is sorted and filtered by. */
export interface Brief {
  objective: Objective;
  state: 'met' | 'missed' | 'unmeasured' | 'unsupported';
  isBurning: boolean;
  left: number | null;
}

/** Every objective in brief: burning first, then missed, then the smallest budget; what is not known comes last. By name where equal. */
export function briefsOf(book: Book): Brief[] {
  return book.objectives.map((objective) => briefOf(book, objective)).sort(byUrgency);
}

function briefOf(book: Book, objective: Objective): Brief {
  const { plan, place } = objective;
  if (plan.rule === null) return { objective, state: 'unsupported', isBurning: false, left: null };
  const { burns, totals } = book;
  const isBurning = burns.since.subarray(burns.first[place]!, burns.first[place + 1]!).some((since) => since > 0);
  if (totals.ring.until[place] === 0) return { objective, state: 'unmeasured', isBurning, left: null };
  const budget = budgetAt(book, objective, plan.rule);
  const met = isMet(budget);
  return { objective, state: met === null ? 'unmeasured' : met ? 'met' : 'missed', isBurning, left: leftRatio(budget) };
}

function byUrgency(a: Brief, b: Brief): number {
  const rank = ({ isBurning, state }: Brief): number => (isBurning ? 0 : state === 'missed' ? 1 : 2);
  const left = (one: Brief): number => one.left ?? Number.POSITIVE_INFINITY;
  const names = a.objective.plan.name < b.objective.plan.name ? -1 : 1;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  return left(a) === left(b) ? names : left(a) - left(b);
}

export function countsOf(briefs: readonly Brief[]): ObjectivesAnswer['counts'] {
  const of = (state: Brief['state']): number => briefs.filter((one) => one.state === state).length;
  return {
    ...{ all: briefs.length, burning: briefs.filter(({ isBurning }) => isBurning).length },
    ...{ missed: of('missed'), unmeasured: of('unmeasured'), unsupported: of('unsupported') },
  };
}
