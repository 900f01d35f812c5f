import { type ReactNode, useMemo } from 'react';
import type { FleetRow } from '../../../src/features/agreements/fleet-contract.ts';
import { useMedia } from '../design/media.ts';
import { DataTable } from '../design/table/data-table.tsx';
import { VirtualGrid } from '../design/table/virtual-grid.tsx';
import { fleetColumns } from './fleet-columns.tsx';

const keepOrder = (): void => undefined;
const rowId = ({ subject }: FleetRow): string => `${subject.kind}:${subject.name}`;

/** Thousands of rows in the order asked for: a grid where there is room, cards where there is none. */
export function FleetTable({ rows, month }: { rows: readonly FleetRow[]; month: string }): ReactNode {
  const isNarrow = useMedia('(max-width: 1000px)');
  const columns = useMemo(() => fleetColumns(month), [month]);
  if (rows.length === 0) return <p className="panel-empty muted">Nothing matches what is asked for above.</p>;
  if (!isNarrow) {
    return (
      <VirtualGrid
        label="Availability of everything"
        columns={columns}
        rows={rows}
        rowId={rowId}
        order={null}
        onSort={keepOrder}
        rowHeight={56}
      />
    );
  }
  return (
    <DataTable
      label="Availability of everything"
      columns={columns.map(({ id, name, cell }) => ({ id, name, cell, names: id === 'name' }))}
      rows={rows}
      rowId={rowId}
      pageSize={20}
      cardsBelow={1000}
    />
  );
}
