import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import type { FrozenReports } from '../../../src/features/agreements/report-contract.ts';
import '../access/form/form.css';
import '../access/people.css';
import { frozenReports } from '../api/agreements.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import { countText } from '../design/format/numbers.ts';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import '../objectives/objectives.css';
import { periodText, reportHref } from './period-words.ts';
import { scopeWords } from './report-asked.ts';
import { ReportChooser } from './report-chooser.tsx';
import './reports.css';

/** Choose a report, or open one that was frozen. */
export default function ReportsPage(): ReactNode {
  const log = useInfiniteQuery(frozenReports);
  useEffect(() => {
    document.title = 'Reports · Waga';
  }, []);
  const frozen = log.data?.pages.flatMap(({ reports }) => reports) ?? [];
  return (
    <InProcessZones>
      <header className="page-head">
        <h1>Reports</h1>
        <p className="muted small">What was delivered in a period, and what each figure was made of.</p>
      </header>
      <Panel title="Choose one">
        <ReportChooser asked={null} />
      </Panel>
      <Panel
        title="Frozen"
        note="Closed on the eighth day after their period, newest first. A late change makes another version; none is ever changed."
      >
        {log.data === undefined ? (
          log.error ? null : (
            <div className="panel-skeleton skeleton" />
          )
        ) : frozen.length === 0 ? (
          <p className="panel-empty muted">None yet: the first month closes on the eighth day after its end.</p>
        ) : (
          <DataTable
            label="Frozen reports"
            columns={columns}
            rows={frozen}
            rowId={({ scope, period, version }) => `${scope.kind} ${scope.name} ${period} ${version}`}
            pageSize={25}
          />
        )}
        {log.error && <ProblemNote problem={log.error} onRetry={() => void log.refetch()} />}
        {log.hasNextPage && (
          <p className="show-more">
            <button
              type="button"
              className="button"
              disabled={log.isFetchingNextPage}
              onClick={() => void log.fetchNextPage()}
            >
              {log.isFetchingNextPage ? 'Asking for older ones…' : 'Show older ones'}
            </button>
          </p>
        )}
      </Panel>
    </InProcessZones>
  );
}

type Frozen = FrozenReports['reports'][number];

const columns: TableColumn<Frozen>[] = [
  {
    id: 'of',
    name: 'Of',
    names: true,
    sortBy: ({ scope }) => scope.displayName,
    cell: ({ scope, period, version }) => (
      <span className="stack">
        <Link href={reportHref({ kind: scope.kind, name: scope.name || 'all', period, version })}>
          <strong>
            {scope.displayName}, {periodText(period)}
          </strong>
        </Link>
        <small className="muted">{scopeWords[scope.kind]}</small>
      </span>
    ),
  },
  { id: 'version', name: 'Version', align: 'end', cell: ({ version }) => version },
  {
    id: 'differences',
    name: 'Differences',
    align: 'end',
    cell: ({ differences }) => (differences === 0 ? <span className="muted none">–</span> : countText(differences)),
  },
  {
    id: 'made',
    name: 'Made',
    sortBy: ({ madeAt }) => madeAt,
    cell: ({ madeAt }) => <Time at={Date.parse(madeAt)} near={Date.now()} />,
  },
  {
    id: 'head',
    name: 'Head of the ledger',
    cell: ({ head }) => (
      <code title={head} className="report-hash">
        {head.slice(0, 12)}…
      </code>
    ),
  },
];
