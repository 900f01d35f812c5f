import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import { Entrance } from './entrance.tsx';

export const isSpent = (problem: unknown): boolean => problem instanceof ApiProblem && problem.code === 'link_spent';

/** A link that was used, has run out or was copied in part: what to do now. */
export function SpentLink({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <Entrance title={title}>
      <p>{children}</p>
      <p>
        <Link href="/sign-in" className="button">
          Go to the sign-in
        </Link>
      </p>
    </Entrance>
  );
}
