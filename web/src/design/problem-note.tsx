import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { Icon } from './icons.tsx';

/** Says what failed, in the server's own words where it has some, and lets one ask again. */
export function ProblemNote({
  problem,
  onRetry,
  heading = 'h3',
}: {
  problem: Error;
  onRetry: () => void;
  heading?: 'h1' | 'h3';
}): ReactNode {
  const told = problem instanceof ApiProblem ? problem : null;
  const Heading = heading;
  return (
    <div className="problem" role="alert">
      <Icon name="unknown" size={20} />
      <div>
        <Heading>{told?.title ?? 'Something went wrong on this page'}</Heading>
        <p>{told?.detail ?? problem.message}</p>
        {told && (told.status !== null || told.code !== null) && (
          <p className="muted small">
            {[told.status === null ? null : `status ${told.status}`, told.code].filter(Boolean).join(' · ')}
          </p>
        )}
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      </div>
    </div>
  );
}
