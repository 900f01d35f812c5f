import { type ReactNode, useMemo } from 'react';
import type { AlertRow, AlertsAnswer } from '../../../src/features/balance/alert-contract.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { useMedia } from '../design/media.ts';
import { DataTable } from '../design/table/data-table.tsx';
import type { Order } from '../design/table/rows.ts';
import { VirtualGrid } from '../design/table/virtual-grid.tsx';
import { alertColumns } from './alert-columns.tsx';
import { AlertFilters } from './alert-filters.tsx';
import { orderAlerts } from './alert-order.ts';
import { type Asked, nextSort, nothingAsked } from './asked.ts';

/** The alert catalogue as a table of any length; as cards where there is no room. */
export function AlertTable({
  page,
  found,
  asked,
  sort,
  onAsk,
}: {
  page: AlertsAnswer;
  found: readonly AlertRow[];
  asked: Asked;
  sort: Order | null;
  onAsk: (change: Record<string, string>) => void;
}): ReactNode {
  const { alerts, moneyHidden } = page;
  const isNarrow = useMedia('(max-width: 900px)');
  const shown = useMemo(() => (sort === null ? found : orderAlerts(found, sort)), [found, sort]);
  const hasMoney = alerts.some(({ money }) => money.caught.length + money.missed.length > 0);
  const columns = useMemo(() => alertColumns(hasMoney), [hasMoney]);
  const rowId = ({ id }: AlertRow): string => id;
  return (
    <section className="panel" aria-label="Alert catalogue">
      <AlertFilters rows={alerts} asked={asked} isNarrow={isNarrow} onAsk={onAsk} />
      <p className="alert-count muted small">
        <span role="status">
          {shown.length < alerts.length
            ? `${countText(shown.length)} of ${plural(alerts.length, 'alert')}`
            : plural(alerts.length, 'alert')}
        </span>
        {moneyHidden && (
          <span> · {hasMoney ? 'Money of some products is not shown to you.' : 'Money is not shown to you.'}</span>
        )}
        <span>
          {' '}
          · Precision: how many of its alarms told of a drop. Recall: of how many of the P1 and P2 above it it told.
        </span>
      </p>
      {shown.length === 0 ? (
        <div className="panel-empty alert-none">
          <p>No alert answers to all of this.</p>
          <button type="button" className="button" onClick={() => onAsk({ ...nothingAsked })}>
            Show those in use
          </button>
        </div>
      ) : isNarrow ? (
        <DataTable
          label="Alerts"
          columns={columns.map(({ id, name, cell, align }) => ({
            ...{ id, name, cell, names: id === 'name' },
            ...(align === undefined ? {} : { align }),
          }))}
          rows={shown}
          rowId={rowId}
          pageSize={20}
          cardsBelow={900}
        />
      ) : (
        <VirtualGrid
          label="Alerts"
          columns={columns}
          rows={shown}
          rowId={rowId}
          order={sort}
          onSort={(column) => onAsk({ sort: nextSort(asked.sort, column) })}
          rowHeight={80}
        />
      )}
    </section>
  );
}
