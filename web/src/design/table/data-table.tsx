import { type ReactNode, useMemo, useState } from 'react';
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components/Table';
import { Icon } from '../icons.tsx';
import { useMedia } from '../media.ts';
import { Pages } from './pages.tsx';
import { type Order, orderRows, pageOf } from './rows.ts';

export interface TableColumn<T> {
  id: string;
  name: string;
  cell: (row: T) => ReactNode;
  /** What to sort by; null sorts last both ways. Without it the column cannot be sorted. */
  sortBy?: (row: T) => number | string | null;
  align?: 'end';
  /** The column that names the row for screen readers; one of them at least. */
  names?: boolean;
}

/**
 * The table of every page: sortable, sticky header, arrow keys between cells, cards where there is no room, and pages
 * where there are many rows. Rows come in their natural order; sorting is stable and starts with none.
 */
export function DataTable<T>({
  label,
  columns,
  rows,
  rowId,
  rowTone,
  pageSize: wishedSize = 50,
  cardsBelow = 640,
}: {
  label: string;
  columns: readonly TableColumn<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
  rowTone?: (row: T) => string | undefined;
  pageSize?: number;
  /** Pixels of page width under which rows become cards. */
  cardsBelow?: number;
}): ReactNode {
  const [order, setOrder] = useState<Order | null>(null);
  // Cards are tall: on a phone fewer of them make a page.
  const pageSize = useMedia('(max-width: 640px)') ? Math.min(wishedSize, 8) : wishedSize;
  const [page, setPage] = useState(0);
  const ordered = useMemo(() => {
    const column = columns.find(({ id }) => id === order?.column);
    return column?.sortBy && order ? orderRows(rows, column.sortBy, order.direction) : rows;
  }, [columns, rows, order]);
  const shown = pageOf(ordered, page, pageSize);

  const isNarrow = useMedia(`(max-width: ${cardsBelow}px)`);
  return (
    <div className={`data-table ${isNarrow ? 'cards' : 'columns'}`}>
      <Table
        aria-label={label}
        {...(order ? { sortDescriptor: { column: order.column, direction: order.direction } } : {})}
        onSortChange={({ column, direction }) => {
          setOrder({ column: String(column), direction });
          setPage(0);
        }}
      >
        <TableHeader>
          {columns.map((column) => (
            <Column
              key={column.id}
              id={column.id}
              isRowHeader={column.names ?? false}
              allowsSorting={column.sortBy !== undefined}
              className={column.align === 'end' ? 'end' : ''}
            >
              {({ sortDirection }) => (
                <span className="column-name">
                  {column.name}
                  {sortDirection && <Icon name={sortDirection === 'ascending' ? 'up' : 'down'} size={14} />}
                </span>
              )}
            </Column>
          ))}
        </TableHeader>
        <TableBody>
          {shown.rows.map((row) => (
            <Row key={rowId(row)} id={rowId(row)} className={rowTone?.(row) ?? ''} textValue={rowId(row)}>
              {columns.map((column) => (
                <Cell key={column.id} className={column.align === 'end' ? 'end' : ''} data-name={column.name}>
                  <span className="cell-content">{column.cell(row)}</span>
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
      <Pages of={label} total={rows.length} page={shown.page} pageSize={pageSize} onPage={setPage} />
    </div>
  );
}
