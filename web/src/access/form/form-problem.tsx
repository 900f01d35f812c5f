import type { ReactNode } from 'react';

/** What is wrong with a form as a whole; it takes the focus, so that it is read and heard at once. */
export function FormProblem({ problem }: { problem: string | null }): ReactNode {
  if (problem === null) return null;
  return (
    <p className="form-problem" role="alert" tabIndex={-1}>
      {problem}
    </p>
  );
}
