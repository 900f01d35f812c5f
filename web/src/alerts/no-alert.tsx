import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** The address of an alert that there is not. */
export function NoAlert({ id }: { id: string }): ReactNode {
  return (
    <section className="lone-page">
      <h1>There is no such alert</h1>
      <p>
        No alert bears the id <code>{id}</code>. It may have left the catalogue, or its tool has not sent it for a long
        time.
      </p>
      <p>
        <Link href="/alerts" className="button">
          All alerts
        </Link>
      </p>
    </section>
  );
}
