import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { AlertPage } from '../../../src/features/balance/alert-contract.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { Amounts } from './amounts.tsx';

type Drop = AlertPage['drops'][number];

/** The P1 and P2 of the processes above it, and whether it fired in them. */
export function DropTable({ page: { drops, asOf } }: { page: AlertPage }): ReactNode {
  if (drops.length === 0) {
    return <p className="panel-empty muted">No P1 or P2 in these days: whether it would tell of one is not known.</p>;
  }
  const hasMoney = drops.some(({ money }) => money !== null);
  const now = Date.parse(asOf);
  const columns: TableColumn<Drop>[] = [
    {
      ...{ id: 'drop', name: 'Drop', names: true },
      sortBy: ({ from }) => Date.parse(from),
      cell: ({ process, class: of }) => (
        <span>
          <strong>{of}</strong> of <Link href={`/processes/${encodeURIComponent(process)}`}>{process}</Link>
        </span>
      ),
    },
    {
      ...{ id: 'from', name: 'Began' },
      sortBy: ({ from }) => Date.parse(from),
      cell: ({ from }) => <DayTime at={Date.parse(from)} />,
    },
    {
      ...{ id: 'lasted', name: 'Lasted', align: 'end' },
      cell: ({ from, to }) =>
        to === null ? 'lasts still' : durationText((to === null ? now : Date.parse(to)) - Date.parse(from)),
    },
    {
      ...{ id: 'fired', name: 'The alert' },
      sortBy: ({ fired }) => Number(fired),
      cell: ({ fired }) =>
        fired ? (
          <State tone="calm" icon="calm">
            fired
          </State>
        ) : (
          <State tone="loss" icon="none">
            was silent
          </State>
        ),
    },
    ...(hasMoney
      ? [
          {
            ...{ id: 'money', name: 'Lost', align: 'end' as const },
            sortBy: ({ money }: Drop) => money?.value ?? null,
            cell: ({ money }: Drop) => <Amounts of={money === null ? [] : [money]} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      label="P1 and P2 of the processes above it"
      columns={columns}
      rows={drops}
      rowId={({ id }) => id}
      rowTone={({ fired }) => (fired ? undefined : 'loss-row')}
      pageSize={10}
    />
  );
}
