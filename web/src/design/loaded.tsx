import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import { ProblemNote } from './problem-note.tsx';

/** A page over one answer: a placeholder while it is asked for, the problem where there is none, else what it says. */
export function Loaded<T>({
  answer,
  name,
  missing,
  children,
}: {
  answer: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** What is loaded, for the reader who waits. */
  name: string;
  /** What to say where there is no such thing. */
  missing?: { what: string; name: string; hrefOf: (name: string) => string };
  children: (data: T) => ReactNode;
}): ReactNode {
  const { data, error } = answer;
  const retry = (): void => void answer.refetch();
  if (error instanceof ApiProblem && error.status === 404 && missing)
    return <NoSuchThing problem={error} {...missing} />;
  if (data !== undefined) {
    return (
      <>
        {error && <ProblemNote problem={error} onRetry={retry} />}
        {children(data)}
      </>
    );
  }
  if (error) {
    return (
      <div className="lone-page">
        <ProblemNote heading="h1" problem={error} onRetry={retry} />
      </div>
    );
  }
  return (
    <div className="loading" role="status">
      <h1 className="visually-hidden">{name}</h1>
      <span className="visually-hidden">Loading…</span>
      <div className="skeleton loading-head" />
      <div className="skeleton loading-list" />
      <div className="skeleton loading-list" />
    </div>
  );
}

/** The names that the server holds for meant, from its own words: names hold no blanks. */
export function namesMeant(detail: string): string[] {
  const meant = /did you mean (.+)\?$/.exec(detail)?.[1];
  return meant === undefined ? [] : meant.split(' or ').filter((name) => !name.includes(' '));
}

function NoSuchThing({
  what,
  name,
  hrefOf,
  problem,
}: {
  what: string;
  name: string;
  hrefOf: (name: string) => string;
  problem: ApiProblem;
}): ReactNode {
  const meant = namesMeant(problem.detail);
  return (
    <section className="lone-page">
      <h1>No {what} has this name</h1>
      <p>
        The catalogue declares no {what} <code>{name}</code>. It may be mistyped, or renamed or removed since.
      </p>
      {meant.length > 0 && (
        <>
          <p>Was one of these meant?</p>
          <ul className="near-names">
            {meant.map((one) => (
              <li key={one}>
                <Link href={hrefOf(one)}>{one}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <Link href="/" className="button">
          Go to the balance
        </Link>
      </p>
    </section>
  );
}
