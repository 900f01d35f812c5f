import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { ProblemNote } from '../design/problem-note.tsx';

/** In the place of a panel whose answer has not come, or will not. */
export function PanelState({ answer }: { answer: Pick<UseQueryResult, 'error' | 'refetch'> }): ReactNode {
  const { error } = answer;
  if (error === null) return <div className="skeleton panel-skeleton" />;
  if (error instanceof ApiProblem && error.status === 404) {
    return <p className="panel-empty muted">It is not worked out yet: the catalogue has just changed.</p>;
  }
  return <ProblemNote problem={error} onRetry={() => void answer.refetch()} />;
}
