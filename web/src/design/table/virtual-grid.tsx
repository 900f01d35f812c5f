// biome-ignore-all lint/a11y/useSemanticElements: rows out of the flow are no rows of a table element to browsers
import {
  type FocusEvent,
  type KeyboardEvent,
  memo,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { Icon } from '../icons.tsx';
import type { Order } from './rows.ts';
import './virtual-grid.css';
import { type Place, placeAfter, rowsInSight } from './virtual-window.ts';

export interface GridColumn<T> {
  id: string;
  name: string;
  /** In rem. */
  width: number;
  /** What share of the room that is left it takes; none without. */
  grow?: number;
  cell: (row: T) => ReactNode;
  isSortable?: boolean;
  align?: 'end';
}

interface Grid<T> {
  label: string;
  columns: readonly GridColumn<T>[];
  /** In their order: whoever uses the grid sorts them. */
  rows: readonly T[];
  rowId: (row: T) => string;
  order: Order | null;
  onSort: (column: string) => void;
  rowHeight?: number;
  isChosen?: (row: T) => boolean;
}

/**
 * A table of thousands of rows of one height, of which only those in sight are in the document. One stop of the tab key;
 * arrows, Page Up and Down, Home and End go from cell to cell, Enter follows the link of a cell or sorts by a heading.
 * Cells may hold one link or button, with `tabIndex={-1}`.
 */
export function VirtualGrid<T>({
  label,
  columns,
  rows,
  rowId,
  order,
  onSort,
  rowHeight = 56,
  isChosen,
}: Grid<T>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ first: 0, end: Math.min(rows.length, 30) });
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const isMoving = useRef(false);
  const place = { row: Math.min(active.row, rows.length - 1), column: Math.min(active.column, columns.length - 1) };

  const look = (): void => {
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    const next = rowsInSight(scrollTop, clientHeight, rowHeight, rows.length);
    setSight((now) => (now.first === next.first && now.end === next.end ? now : next));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in sight changes with the number of rows
  useEffect(() => {
    look();
    const observer = new ResizeObserver(look);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [rows.length, rowHeight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [order?.column, order?.direction]);
  useLayoutEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    scroller.current?.querySelector<HTMLElement>('[role][tabindex="0"]')?.focus({ preventScroll: true });
  });

  const press = (event: KeyboardEvent): void => {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      const cell = (event.target as HTMLElement).closest('[data-column]');
      if (cell !== event.target) return;
      event.preventDefault();
      cell?.querySelector<HTMLElement>('a, button')?.click();
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = placeAfter(event.key, event.ctrlKey, place, { rows: rows.length, columns: columns.length, page });
    if (next === null) return;
    event.preventDefault();
    isMoving.current = true;
    setActive(next);
    if (next.row >= 0) show(scroller.current, next, rowHeight);
  };
  const focused = ({ target }: FocusEvent): void => {
    const cell = target.closest<HTMLElement>('[data-column]');
    if (cell) setActive({ row: Number(cell.dataset.row), column: Number(cell.dataset.column) });
  };

  const tracks = {
    gridTemplateColumns: columns
      .map(({ width, grow }) => (grow === undefined ? `${width}rem` : `minmax(${width}rem, ${grow}fr)`))
      .join(' '),
  };
  const minWidth = `${columns.reduce((sum, { width }) => sum + width, 0)}rem`;
  const drawn = rows.slice(sight.first, sight.end).map((row, offset) => ({ row, index: sight.first + offset }));
  const away = place.row >= 0 && (place.row < sight.first || place.row >= sight.end) ? rows[place.row] : undefined;
  return (
    <div className="virtual-scroller" ref={scroller} onScroll={look}>
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        className="virtual-grid"
        style={{ minWidth }}
        tabIndex={-1}
        onKeyDown={press}
        onFocus={focused}
      >
        <div role="row" tabIndex={-1} aria-rowindex={1} className="virtual-row virtual-head" style={tracks}>
          {columns.map(({ id, name, align, isSortable }, column) => (
            <div
              key={id}
              role="columnheader"
              aria-sort={order?.column === id ? order.direction : isSortable ? 'none' : undefined}
              tabIndex={place.row === -1 && place.column === column ? 0 : -1}
              data-row={-1}
              data-column={column}
              className={align === 'end' ? 'end' : undefined}
            >
              {isSortable ? (
                <button type="button" tabIndex={-1} onClick={() => onSort(id)}>
                  {name}
                  {order?.column === id && <Icon name={order.direction === 'ascending' ? 'up' : 'down'} size={14} />}
                </button>
              ) : (
                name
              )}
            </div>
          ))}
        </div>
        <div role="rowgroup" className="virtual-body" style={{ height: rows.length * rowHeight }}>
          {[...drawn, ...(away === undefined ? [] : [{ row: away, index: place.row }])].map(({ row, index }) => (
            <GridRow
              key={rowId(row)}
              row={row}
              index={index}
              columns={columns as readonly GridColumn<unknown>[]}
              tracks={tracks.gridTemplateColumns}
              rowHeight={rowHeight}
              activeColumn={place.row === index ? place.column : -1}
              isChosen={isChosen?.(row) ?? false}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

const GridRow = memo(function GridRow({
  row,
  index,
  columns,
  tracks,
  rowHeight,
  activeColumn,
  isChosen,
}: {
  row: unknown;
  index: number;
  columns: readonly GridColumn<unknown>[];
  tracks: string;
  rowHeight: number;
  activeColumn: number;
  isChosen: boolean;
}): ReactNode {
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isChosen || undefined}
      className="virtual-row"
      style={{ gridTemplateColumns: tracks, height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
    >
      {columns.map(({ id, cell, align }, column) => (
        <div
          key={id}
          role={column === 0 ? 'rowheader' : 'gridcell'}
          tabIndex={activeColumn === column ? 0 : -1}
          data-row={index}
          data-column={column}
          className={align === 'end' ? 'end' : undefined}
        >
          {cell(row)}
        </div>
      ))}
    </div>
  );
});

/** Scrolls a row, and the beginning of a column, into sight below the headings. */
function show(scroller: HTMLElement | null, { row, column }: Place, rowHeight: number): void {
  if (scroller === null) return;
  const head = scroller.querySelector<HTMLElement>('.virtual-head');
  const room = scroller.clientHeight - (head?.offsetHeight ?? 0);
  const top = row * rowHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + rowHeight > scroller.scrollTop + room) scroller.scrollTop = top + rowHeight - room;
  const cell = head?.children[column] as HTMLElement | undefined;
  const first = (head?.firstElementChild as HTMLElement | null)?.offsetWidth ?? 0;
  if (cell === undefined || column === 0) scroller.scrollLeft = 0;
  else if (cell.offsetLeft - first < scroller.scrollLeft) scroller.scrollLeft = cell.offsetLeft - first;
  else if (cell.offsetLeft + cell.offsetWidth > scroller.scrollLeft + scroller.clientWidth)
    scroller.scrollLeft = cell.offsetLeft + cell.offsetWidth - scroller.clientWidth;
}
