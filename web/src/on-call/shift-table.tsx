import { type ReactNode, useMemo } from 'react';
import type { RotationShown, ShiftShown } from '../../../src/features/duty/contract.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { ShiftTime } from './shift-time.tsx';
import { personText, whyText } from './shift-words.ts';

/** The shifts of the coming days; those of nobody stand out. */
export function ShiftTable({ rotation }: { rotation: RotationShown }): ReactNode {
  const columns = useMemo(() => columnsFor(rotation), [rotation]);
  return (
    <DataTable
      label={`Shifts of ${rotation.displayName}`}
      columns={columns}
      rows={rotation.shifts}
      rowId={({ from }) => from}
      rowTone={({ person }) => (person === null ? 'loss-row' : undefined)}
      pageSize={8}
      cardsBelow={700}
    />
  );
}

function columnsFor(rotation: RotationShown): TableColumn<ShiftShown>[] {
  return [
    {
      id: 'who',
      name: 'Who',
      names: true,
      cell: ({ person }) =>
        person === null ? (
          <State tone="loss" icon="alarm">
            nobody
          </State>
        ) : (
          <strong>{personText(person)}</strong>
        ),
    },
    { id: 'from', name: 'From', cell: ({ from }) => <ShiftTime at={from} /> },
    { id: 'to', name: 'To', cell: ({ to }) => <ShiftTime at={to} /> },
    {
      id: 'lasts',
      name: 'Lasts',
      align: 'end',
      cell: ({ from, to }) => durationText(Date.parse(to) - Date.parse(from)),
    },
    { id: 'why', name: 'Why', cell: (shift) => <span className="muted">{whyText(shift, rotation)}</span> },
  ];
}
