import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RunbookRow } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { RunButton } from './run-button.tsx';
import { RunState } from './run-state.tsx';
import { startText } from './runbook-words.ts';

/** The runbooks of the catalogue: what each is for, what of it cannot be done, how it ran last. */
export function RunbookTable({ runbooks, asOf }: { runbooks: readonly RunbookRow[]; asOf: number }): ReactNode {
  return (
    <DataTable
      label="Runbooks"
      columns={columnsAt(asOf)}
      rows={runbooks}
      rowId={({ name }) => name}
      rowTone={({ problems }) => (problems.length > 0 ? 'alarm-row' : undefined)}
      pageSize={25}
      cardsBelow={1000}
    />
  );
}

const columnsAt = (asOf: number): TableColumn<RunbookRow>[] => [
  {
    ...{ id: 'name', name: 'Runbook', names: true },
    sortBy: ({ displayName }) => displayName,
    cell: ({ name, displayName, description, problems }) => (
      <span className="stack runbook-cell">
        <Link href={`/runbooks/${encodeURIComponent(name)}`}>
          <strong>{displayName}</strong>
        </Link>
        {description !== null && <small className="muted">{description}</small>}
        {problems.length > 0 && (
          <State tone="alarm" icon="alarm">
            {problems.length === 1 ? problems[0] : `${plural(problems.length, 'problem')}: ${problems[0]}`}
          </State>
        )}
      </span>
    ),
  },
  {
    ...{ id: 'steps', name: 'Steps', align: 'end' },
    sortBy: ({ steps }) => steps.length,
    cell: ({ steps }) => countText(steps.length),
  },
  {
    ...{ id: 'for', name: 'For' },
    cell: (one) => (
      <span className="stack runbook-cell">
        <span>{[...one.processes, ...one.components].join(', ') || <span className="muted">any incident</span>}</span>
        <small className="muted">{startText(one)}</small>
      </span>
    ),
  },
  {
    ...{ id: 'last', name: 'Last run' },
    sortBy: ({ lastRun }) => (lastRun === null ? null : Date.parse(lastRun.at)),
    cell: ({ lastRun, runs, displayName }) =>
      lastRun === null ? (
        <span className="muted">never ran</span>
      ) : (
        <span className="stack">
          <RunState state={lastRun.state} />
          <small className="muted">
            <Link href={`/runbook-runs/${encodeURIComponent(lastRun.id)}`}>
              <span className="visually-hidden">Last run of {displayName}: </span>
              <Time at={Date.parse(lastRun.at)} near={asOf} />
            </Link>
            , {plural(runs, 'run')} in all
          </small>
        </span>
      ),
  },
  { ...{ id: 'run', name: 'Actions', align: 'end' }, cell: (one) => <RunButton runbook={one} /> },
];
