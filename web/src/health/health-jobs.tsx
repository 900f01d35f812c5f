import type { ReactNode } from 'react';
import type { HealthAnswer, JobHealth } from '../../../src/features/signals/health-contract.ts';
import { countText } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { millisecondsText } from './health-words.ts';

/** What the clock does at each tick, in its order. */
export function Jobs({ health }: { health: HealthAnswer }): ReactNode {
  return (
    <Panel title="Jobs" note="In the order of each tick. One that fails is tried again at the next; the others go on.">
      {health.jobs.length === 0 ? (
        <p className="panel-empty muted">No tick is complete yet.</p>
      ) : (
        <DataTable
          label="Jobs"
          columns={columnsFor(Date.parse(health.asOf))}
          rows={health.jobs}
          rowId={({ name }) => name}
          rowTone={({ error, overrun }) => (error !== null ? 'loss-row' : overrun ? 'alarm-row' : undefined)}
        />
      )}
    </Panel>
  );
}

function columnsFor(asOf: number): TableColumn<JobHealth>[] {
  return [
    { id: 'name', name: 'Job', names: true, sortBy: ({ name }) => name, cell: ({ name }) => <strong>{name}</strong> },
    {
      id: 'state',
      name: 'Last run',
      sortBy: ({ error, overrun }) => (error !== null ? 0 : overrun ? 1 : 2),
      cell: ({ error, overrun }) =>
        error !== null ? (
          <span className="stack">
            <State tone="loss" icon="loss">
              Failed
            </State>
            <small className="muted">{error}</small>
          </span>
        ) : overrun ? (
          <State tone="alarm" icon="alarm">
            Took too long
          </State>
        ) : (
          <State tone="calm" icon="calm">
            Done
          </State>
        ),
    },
    {
      id: 'at',
      name: 'When',
      sortBy: ({ at }) => Date.parse(at),
      cell: ({ at }) => <Time at={Date.parse(at)} near={asOf} />,
    },
    {
      id: 'took',
      name: 'Took',
      align: 'end',
      sortBy: ({ milliseconds }) => milliseconds,
      cell: ({ milliseconds }) => millisecondsText(milliseconds),
    },
    { id: 'runs', name: 'Runs', align: 'end', sortBy: ({ runs }) => runs, cell: ({ runs }) => countText(runs) },
    {
      id: 'failures',
      name: 'Failed runs',
      align: 'end',
      sortBy: ({ failures }) => failures,
      cell: ({ failures }) => (failures === 0 ? <span className="muted none">–</span> : countText(failures)),
    },
  ];
}
