import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Review } from '../../../src/features/reviews/review-contract.ts';
import { DayTime } from '../ledger/day-time.tsx';

const shownAtMost = 20;

/** What changed from two hours before the onset on. */
export function ReviewChanges({ changes }: { changes: Review['facts']['changes'] }): ReactNode {
  return (
    <section>
      <h3>What changed near the onset</h3>
      {changes.length === 0 ? (
        <p className="muted">No change was told of from two hours before until its end.</p>
      ) : (
        <ul className="review-changes">
          {changes.slice(0, shownAtMost).map(({ at, kind, title, component, url }) => (
            <li key={`${at} ${title}`}>
              <DayTime at={Date.parse(at)} />
              <span>
                {kind}:{' '}
                {url !== null && /^https?:\/\//.test(url) ? (
                  <a href={url} rel="noreferrer">
                    {title}
                  </a>
                ) : (
                  title
                )}
                {component !== null && (
                  <>
                    {' '}
                    <Link className="small" href={`/components/${encodeURIComponent(component)}`}>
                      {component}
                    </Link>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {changes.length > shownAtMost && <p className="muted small">and {changes.length - shownAtMost} more.</p>}
    </section>
  );
}
