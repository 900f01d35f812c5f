import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** Nothing is open: a level beam, and what would happen otherwise. */
export function AllQuiet({ process }: { process: string | undefined }): ReactNode {
  return (
    <section className="panel all-quiet" aria-label="Nothing is open">
      <svg aria-hidden="true" width="132" height="76" viewBox="0 0 132 76" fill="none">
        <g stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
          <path d="M66 10v54M52 65h28M20 20h92" />
          <path d="m8 44 12-24 12 24M100 44l12-24 12 24" />
        </g>
        <path d="M6 44h28c0 7-6 11-14 11S6 51 6 44ZM98 44h28c0 7-6 11-14 11s-14-4-14-11Z" fill="currentColor" />
      </svg>
      <div>
        <h2>{process === undefined ? 'All quiet' : 'All quiet here'}</h2>
        <p>
          No drop is seen in what the business should bring. When one comes, an incident opens here by itself, and{' '}
          <Link href="/on-call">whoever is on call</Link> is told once it matters.
        </p>
      </div>
    </section>
  );
}
