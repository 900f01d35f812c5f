import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** The address of an incident that there is not. */
export function NoIncident({ id }: { id: string }): ReactNode {
  return (
    <section className="lone-page">
      <h1>There is no such incident</h1>
      <p>
        No incident bears the id <code>{id}</code>. The link may be cut off, or belong to another Waga.
      </p>
      <p>
        <Link href="/incidents" className="button">
          All incidents
        </Link>
      </p>
    </section>
  );
}
