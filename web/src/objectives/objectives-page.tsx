import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect } from 'react';
import { useSearchParams } from 'wouter';
import type { ObjectivesAnswer } from '../../../src/features/objectives/slo-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { objectivesOf } from '../api/objectives.ts';
import '../access/people.css';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import { Command } from '../design/command.tsx';
import { plural } from '../design/format/numbers.ts';
import { Loaded } from '../design/loaded.tsx';
import { Time } from '../design/numbers.tsx';
import { ObjectiveFilters } from './objective-filters.tsx';
import { ObjectiveTable } from './objective-table.tsx';
import { askedIn } from './objectives-asked.ts';
import './objectives.css';

/** Every objective: those that burn first, then the missed ones, then those with the least left. The question stands in the address. */
export default function ObjectivesPage(): ReactNode {
  const [search, setSearch] = useSearchParams();
  const asked = askedIn(search);
  const log = useInfiniteQuery({ ...objectivesOf(asked), refetchInterval: usePollEvery() });
  const first = log.data?.pages[0];
  const burning = first?.counts.burning ?? 0;
  useEffect(() => {
    document.title = burning > 0 ? `(${burning} burning) Objectives · Waga` : 'Objectives · Waga';
  }, [burning]);
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
  return (
    <Loaded answer={log} name="Objectives">
      {({ pages: [answer] }) =>
        answer && (
          <InProcessZones>
            <header className="page-head">
              <h1>Objectives</h1>
              <p className="muted small" role="status">
                {tally(answer)}
                {answer.asOf !== null && (
                  <>
                    {' '}
                    As of <Time at={Date.parse(answer.asOf)} near={Date.now()} />.
                  </>
                )}
                {answer.moneyHidden && ' Money of some products is not shown to you.'}
              </p>
            </header>
            {answer.counts.all === 0 && Object.values(asked).every((one) => one === undefined) ? (
              <NothingYet />
            ) : (
              <section className="panel" aria-label="Objectives">
                <ObjectiveFilters asked={asked} counts={answer.counts} ask={ask} />
                <ObjectiveTable objectives={log.data?.pages.flatMap(({ objectives }) => objectives) ?? []} />
                {log.hasNextPage && (
                  <p className="show-more">
                    <button
                      type="button"
                      className="button"
                      disabled={log.isFetchingNextPage}
                      onClick={() => void log.fetchNextPage()}
                    >
                      {log.isFetchingNextPage ? 'Asking for more…' : 'Show more'}
                    </button>
                  </p>
                )}
              </section>
            )}
          </InProcessZones>
        )
      }
    </Loaded>
  );
}

function tally({ counts }: ObjectivesAnswer): string {
  const { burning, missed } = counts;
  if (burning + missed === 0) return 'None burns, none is missed.';
  const parts = [
    burning > 0 ? `${plural(burning, 'objective burns', 'objectives burn')} now` : 'None burns now',
    missed > 0 ? `${plural(missed, 'is missed', 'are missed')}` : 'none is missed',
  ];
  return `${parts.join(', ')}.`;
}

function NothingYet(): ReactNode {
  return (
    <section className="lone-page">
      <h2>No objective yet</h2>
      <p>
        An objective says how much of something has to be good: of the requests of a service, or of the minutes of a
        process. Waga reads them as OpenSLO documents (<code>kind: SLO</code>) beside the rest of the catalogue.
      </p>
      <Command command="npm run waga -- apply FOLDER" />
    </section>
  );
}
