import { type ReactNode, useMemo, useState } from 'react';
import type { OutageRow } from '../../../src/features/outages/outage-contract.ts';
import type { EpochMs } from '../../../src/maths/instants.ts';
import { useMedia } from '../design/media.ts';
import { DataTable } from '../design/table/data-table.tsx';
import { type Order, orderRows } from '../design/table/rows.ts';
import { VirtualGrid } from '../design/table/virtual-grid.tsx';
import { outageColumns } from './outage-columns.tsx';

/** From so many on only those in sight are drawn. */
const longFrom = 120;

/** Outages with what one compares them by: cards where it is narrow, a grid of which only a part is drawn where it is long. */
export function OutageList({
  outages,
  now,
  isOne,
  moneyHidden,
}: {
  outages: readonly OutageRow[];
  now: EpochMs;
  /** Whether all are of one subject. */
  isOne: boolean;
  moneyHidden: boolean;
}): ReactNode {
  const isNarrow = useMedia('(max-width: 900px)');
  const isGrid = !isNarrow && outages.length > longFrom;
  const columns = useMemo(() => outageColumns({ now, isOne, moneyHidden, isGrid }), [now, isOne, moneyHidden, isGrid]);
  const [order, setOrder] = useState<Order | null>(null);
  const ordered = useMemo(() => {
    const column = columns.find(({ id }) => id === order?.column);
    return order && column?.sortBy ? orderRows(outages, column.sortBy, order.direction) : outages;
  }, [columns, outages, order]);
  if (!isGrid) {
    return (
      <DataTable
        label="Outages"
        columns={columns}
        rows={outages}
        rowId={({ id }) => id}
        rowTone={({ overdue }) => (overdue ? 'loss-row' : undefined)}
        pageSize={25}
        cardsBelow={900}
      />
    );
  }
  const sort = (column: string): void =>
    setOrder((before) => ({
      column,
      direction: before?.column === column && before.direction === 'ascending' ? 'descending' : 'ascending',
    }));
  return (
    <VirtualGrid
      label="Outages"
      columns={columns.map(({ sortBy, ...column }) => ({ ...column, isSortable: sortBy !== undefined }))}
      rows={ordered}
      rowId={({ id }) => id}
      order={order}
      onSort={sort}
      rowHeight={60}
    />
  );
}
