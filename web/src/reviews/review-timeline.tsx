import { type ReactNode, useState } from 'react';
import type { TimelineLine } from '../../../src/features/reviews/review-contract.ts';
import { Panel } from '../design/panel.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { lineKinds } from './review-words.ts';

const shownAtFirst = 30;

/** What happened, oldest first, as it is on record. */
export function ReviewTimeline({ lines }: { lines: readonly TimelineLine[] }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, shownAtFirst);
  return (
    <Panel title="Timeline" note="From the record; it cannot be written to.">
      {lines.length === 0 ? (
        <p className="panel-empty muted">Nothing is on record.</p>
      ) : (
        <ol className="review-timeline" aria-label="What happened, oldest first">
          {shown.map(({ at, kind, by, says }) => (
            <li key={`${at} ${kind} ${says}`} className={`line-${kind}`}>
              <DayTime at={Date.parse(at)} />
              <div>
                <p>
                  <strong>{lineKinds[kind]}</strong> <span className="muted small">by {by ?? 'Waga'}</span>
                </p>
                <p className="small">{says}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
      {shown.length < lines.length && (
        <p className="review-more">
          <button type="button" className="button" onClick={() => setWhole(true)}>
            Show {lines.length - shown.length} more
          </button>
        </p>
      )}
    </Panel>
  );
}
