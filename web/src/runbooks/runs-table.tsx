import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RunShown } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { durationText } from '../design/format/times.ts';
import { Time } from '../design/numbers.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { RunState } from './run-state.tsx';
import { progressText, stepNow } from './runbook-words.ts';

/** Runs, newest first: how far each is, and who or what started it. */
export function RunsTable({
  label,
  runs,
  asOf,
}: {
  label: string;
  runs: readonly RunShown[];
  asOf: number;
}): ReactNode {
  return (
    <DataTable
      label={label}
      columns={columnsAt(asOf)}
      rows={runs}
      rowId={({ id }) => id}
      rowTone={({ state }) => (state === 'needs' ? 'alarm-row' : state === 'failed' ? 'loss-row' : undefined)}
      pageSize={20}
      cardsBelow={900}
    />
  );
}

const columnsAt = (asOf: number): TableColumn<RunShown>[] => [
  {
    ...{ id: 'run', name: 'Run', names: true },
    sortBy: ({ startedAt }) => Date.parse(startedAt),
    cell: ({ id, displayName, startedAt }) => (
      <span className="stack runbook-cell">
        <Link href={`/runbook-runs/${encodeURIComponent(id)}`}>
          <strong>{displayName}</strong>
        </Link>
        <small className="muted">
          <Time at={Date.parse(startedAt)} near={asOf} />
        </small>
      </span>
    ),
  },
  {
    ...{ id: 'state', name: 'State' },
    sortBy: ({ state }) => state,
    cell: (run) => (
      <span className="stack runbook-cell">
        <RunState state={run.state} />
        <small className="muted">
          {progressText(run)}
          {stepNow(run) !== null && `, now: ${stepNow(run)!.title}`}
        </small>
      </span>
    ),
  },
  {
    ...{ id: 'by', name: 'Started by' },
    sortBy: ({ startedBy }) => startedBy,
    cell: ({ startedBy, incident }) => (
      <span className="stack">
        <span>{startedBy ?? 'its policy'}</span>
        {incident !== null && (
          <small>
            <Link href={`/incidents/${encodeURIComponent(incident)}`}>for an incident</Link>
          </small>
        )}
      </span>
    ),
  },
  {
    ...{ id: 'lasted', name: 'Lasted', align: 'end' },
    cell: ({ startedAt, endedAt }) =>
      endedAt === null ? (
        <span className="muted">goes on</span>
      ) : (
        durationText(Date.parse(endedAt) - Date.parse(startedAt))
      ),
  },
];
