import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect } from 'react';
import { Link, useSearchParams } from 'wouter';
import { type FleetAsked, fleetOf } from '../api/fleet.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import '../objectives/objectives.css';
import { askedIn } from './fleet-asked.ts';
import { FleetFilters } from './fleet-filters.tsx';
import { FleetTable } from './fleet-table.tsx';
import { FleetTotals } from './fleet-totals.tsx';
import './fleet.css';

/** Every process and measured component over any window, worst first. The question stands in the address. */
export default function FleetPage(): ReactNode {
  const [search, setSearch] = useSearchParams();
  useEffect(() => {
    document.title = 'Availability · Waga';
  }, []);
  const ask = useCallback(
    (change: Record<string, string>): void =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [name, value] of Object.entries(change)) value === '' ? next.delete(name) : next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const asked = askedIn(search);
  return (
    <InProcessZones>
      <header className="page-head">
        <h1>Availability</h1>
        <p className="muted small">
          Good of all valid requests, as they came, in the minutes that were measured; the others are neither up nor
          down. What counts for an agreement, with what is left out and put right, is in the{' '}
          <Link href="/reports">reports</Link>.
        </p>
      </header>
      <section className="panel" aria-label="Availability">
        <FleetFilters search={search} ask={ask} />
        {asked === null ? (
          <p className="panel-empty muted">Choose a beginning and an end.</p>
        ) : (
          <FleetAnswered asked={asked} />
        )}
      </section>
    </InProcessZones>
  );
}

function FleetAnswered({ asked }: { asked: FleetAsked }): ReactNode {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } = useInfiniteQuery(
    fleetOf(asked),
  );
  const first = data?.pages[0];
  if (error) return <ProblemNote problem={error} onRetry={() => void refetch()} />;
  if (first === undefined) {
    return (
      <div role="status">
        <span className="visually-hidden">Loading…</span>
        <div className="skeleton loading-list" />
      </div>
    );
  }
  const isAll = asked.kind === undefined && asked.q === undefined;
  if (first.matching === 0 && isAll) return <NothingYet />;
  return (
    <div aria-busy={isPlaceholderData}>
      <FleetTotals answer={first} />
      <FleetTable rows={data?.pages.flatMap(({ subjects }) => subjects) ?? []} month={first.upTo.slice(0, 7)} />
      {hasNextPage && (
        <p className="show-more">
          <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? 'Asking for more…' : 'Show more'}
          </button>
        </p>
      )}
    </div>
  );
}

function NothingYet(): ReactNode {
  return (
    <p className="panel-empty muted">
      There is nothing to count yet: a process, or a component with a measure, appears here once the catalogue has it.
    </p>
  );
}
