import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** The address of a week that no review looks at. */
export function NoWeek({ week }: { week: string }): ReactNode {
  return (
    <section className="lone-page">
      <h1>There is no such weekly review</h1>
      <p>
        Week <code>{week}</code> is none that can be looked at, or the catalogue has no WeeklyReview of this name.
      </p>
      <p>
        <Link href="/reviews" className="button">
          All reviews
        </Link>
      </p>
    </section>
  );
}
