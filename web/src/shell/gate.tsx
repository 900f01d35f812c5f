import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Redirect } from 'wouter';
import { me } from '../api/me.ts';
import { ApiProblem } from '../api/problem.ts';
import { ProblemNote } from '../design/problem-note.tsx';
import { signInAddress } from './destination.ts';

/**
 * Shows the pages to whoever the server knows, and leads everyone else to the sign-in page. A session that ends while a
 * page is open takes nothing off the screen: what was shown stays, with a note (signed-out-note.tsx).
 */
export function Gate({ children }: { children: ReactNode }): ReactNode {
  const known = useQuery(me);
  if (known.data) return children;
  if (known.error === null) return <div className="skeleton lone-page" />;
  if (known.error instanceof ApiProblem && known.error.code === 'not_signed_in') {
    return <Redirect replace to={signInAddress(`${location.pathname}${location.search}${location.hash}`)} />;
  }
  return (
    <div className="lone-page">
      <ProblemNote heading="h1" problem={known.error} onRetry={() => void known.refetch()} />
    </div>
  );
}
