import type { ReactNode } from 'react';
import type { AlertPage } from '../../../src/features/balance/alert-contract.ts';
import { durationText } from '../design/format/times.ts';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { DayTime } from '../ledger/day-time.tsx';

type AlarmTime = AlertPage['times'][number];

/** When it fired, whether somebody was called for it, and in which drop it was. */
export function TimesTable({ page: { times, drops } }: { page: AlertPage }): ReactNode {
  if (times.length === 0) return <p className="panel-empty muted">It did not fire in these days.</p>;
  const named = new Map(drops.map((one) => [one.id, `${one.class} of ${one.process}`]));
  const columns: TableColumn<AlarmTime>[] = [
    {
      ...{ id: 'from', name: 'Fired', names: true },
      sortBy: ({ from }) => Date.parse(from),
      cell: ({ from }) => <DayTime at={Date.parse(from)} />,
    },
    {
      ...{ id: 'lasted', name: 'For', align: 'end' },
      sortBy: ({ from, to }) => (to === null ? null : Date.parse(to) - Date.parse(from)),
      cell: ({ from, to }) => (to === null ? 'fires now' : durationText(Date.parse(to) - Date.parse(from))),
    },
    { id: 'paged', name: 'Called', sortBy: ({ paged }) => Number(paged), cell: ({ paged }) => (paged ? 'yes' : 'no') },
    {
      ...{ id: 'drops', name: 'In the time of' },
      sortBy: ({ drops: in_ }) => in_.length,
      cell: ({ drops: in_ }) =>
        in_.length === 0 ? (
          <span className="muted">no drop</span>
        ) : (
          [...new Set(in_.map((id) => named.get(id) ?? 'a lesser drop'))].join(', ')
        ),
    },
  ];
  return <DataTable label="When it fired" columns={columns} rows={times} rowId={({ from }) => from} pageSize={10} />;
}
