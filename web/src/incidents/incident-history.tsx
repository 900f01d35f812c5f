import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { pastIncidents } from '../api/incidents.ts';
import { usePollEvery } from '../api/live.ts';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { IncidentTable } from './incident-table.tsx';
import { isClosed } from './incident-words.ts';

/** The closed ones, newest first, a page at a time. */
export function IncidentHistory({ process }: { process: string | undefined }): ReactNode {
  const log = useInfiniteQuery({ ...pastIncidents(process), refetchInterval: usePollEvery() });
  const [first] = log.data?.pages ?? [];
  const closed = log.data?.pages.flatMap(({ incidents }) => incidents.filter(isClosed)) ?? [];
  return (
    <Panel title="Before" note="Reported, reviewed or dismissed.">
      {first === undefined ? (
        log.error ? null : (
          <div className="skeleton list-skeleton" />
        )
      ) : closed.length > 0 ? (
        <IncidentTable
          label="Incidents before"
          incidents={closed}
          asOf={first.asOf}
          moneyHidden={log.data?.pages.some(({ moneyHidden }) => moneyHidden) ?? false}
        />
      ) : (
        !log.hasNextPage && (
          <p className="panel-empty muted">
            None is closed yet. Each stays here for good, with every step and its reason.
          </p>
        )
      )}
      {log.error && <ProblemNote problem={log.error} onRetry={() => void log.refetch()} />}
      {log.hasNextPage && (
        <div className="audit-more">
          <button
            type="button"
            className="button"
            disabled={log.isFetchingNextPage}
            onClick={() => void log.fetchNextPage()}
          >
            {log.isFetchingNextPage ? 'Asking for older ones…' : 'Show older ones'}
          </button>
        </div>
      )}
    </Panel>
  );
}
