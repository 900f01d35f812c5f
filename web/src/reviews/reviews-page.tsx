import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import type { ReviewsAnswer } from '../../../src/features/reviews/review-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { reviewsNow, weeksNow } from '../api/reviews.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { ActionTable } from './action-table.tsx';
import { DocumentTable } from './document-table.tsx';
import './reviews.css';
import { WeeksPanel } from './weeks-panel.tsx';

/** What was learnt: actions that are not done, documents on incidents, and the weekly meetings. */
export default function ReviewsPage(): ReactNode {
  const every = usePollEvery();
  const answer = useInfiniteQuery({ ...reviewsNow, refetchInterval: every });
  const weeks = useQuery({ ...weeksNow, refetchInterval: every });
  useEffect(() => {
    document.title = 'Reviews · Waga';
  }, []);
  return (
    <Loaded answer={answer} name="Reviews">
      {({ pages }) => <Parts pages={pages} weeks={weeks} more={more(answer)} />}
    </Loaded>
  );
}

/** The way to older documents, where there are any. */
function more(log: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }): ReactNode {
  if (!log.hasNextPage) return null;
  return (
    <p className="review-more">
      <button type="button" className="button" disabled={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
        {log.isFetchingNextPage ? 'A moment…' : 'Show older ones'}
      </button>
    </p>
  );
}

function Parts({
  pages,
  weeks,
  more,
}: {
  pages: readonly ReviewsAnswer[];
  weeks: Parameters<typeof WeeksPanel>[0]['answer'];
  more: ReactNode;
}): ReactNode {
  const reviews = pages.flatMap((page) => page.reviews);
  // Each page has all actions that are not done.
  const { actions, asOf } = pages[0] ?? { actions: [], asOf: '' };
  return (
    <InProcessZones>
      <header className="page-head">
        <h1>Reviews</h1>
        <p className="muted small" role="status">
          {headText(actions)}
        </p>
      </header>
      <WeeksPanel answer={weeks} />
      <Panel title="Actions not done" note="From all documents, overdue first.">
        {actions.length === 0 ? (
          <p className="panel-empty">Nothing is open: every action of every review is done.</p>
        ) : (
          <ActionTable label="Actions not done" actions={actions} asOf={asOf} />
        )}
      </Panel>
      <Panel title="Documents" note="An incident that has recovered wants one; it drafts itself from the record.">
        {reviews.length === 0 ? (
          <p className="panel-empty">
            No incident wants a review yet. <Link href="/incidents">The incidents</Link>
          </p>
        ) : (
          <DocumentTable reviews={reviews} />
        )}
        {more}
      </Panel>
    </InProcessZones>
  );
}

function headText(actions: ReviewsAnswer['actions']): string {
  const overdue = actions.filter((one) => one.overdue).length;
  if (actions.length === 0) return 'No action is open.';
  const open = actions.length === 1 ? '1 action is open' : `${actions.length} actions are open`;
  return overdue === 0 ? `${open}, none overdue.` : `${open}, ${overdue} overdue.`;
}
