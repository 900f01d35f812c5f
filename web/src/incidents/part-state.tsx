import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem.ts';

/** A part of the screen that cannot be read: said in a line, so that the rest stands. */
export function PartProblem({
  what,
  problem,
  onRetry,
}: {
  what: string;
  problem: Error;
  onRetry: () => void;
}): ReactNode {
  return (
    <p className="small muted part-problem" role="status">
      {what} cannot be read now{problem instanceof ApiProblem && problem.status !== null && ` (${problem.status})`}.{' '}
      <button type="button" className="button quiet" onClick={onRetry}>
        Try again<span className="visually-hidden">: {what}</span>
      </button>
    </p>
  );
}
