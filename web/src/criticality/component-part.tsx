import { type ReactNode, useDeferredValue, useMemo } from 'react';
import type { CriticalityPage } from '../../../src/features/criticality/page-contract.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { useMedia } from '../design/media.ts';
import { DataTable } from '../design/table/data-table.tsx';
import { VirtualGrid } from '../design/table/virtual-grid.tsx';
import { type Asked, filterComponents, nextSort } from './asked.ts';
import { componentColumns } from './component-columns.tsx';
import { ComponentFilters } from './component-filters.tsx';
import { orderComponents } from './component-order.ts';

/** Every component with what is said, what follows and what was seen of it, and the money on it. */
export function ComponentPart({
  page,
  asked,
  onAsk,
}: {
  page: CriticalityPage;
  asked: Asked;
  onAsk: (change: Record<string, string>) => void;
}): ReactNode {
  const { components } = page;
  const isNarrow = useMedia('(max-width: 900px)');
  // The field follows the keys at once; the rows may be a moment later.
  const sought = useDeferredValue(asked);
  const shown = useMemo(() => {
    const found = filterComponents(components, sought);
    return sought.sort === null ? found : orderComponents(found, sought.sort);
  }, [components, sought]);
  const hasMoney = !page.moneyHidden || components.some(({ valueAtRiskPerHour }) => valueAtRiskPerHour !== null);
  const columns = useMemo(() => componentColumns(hasMoney), [hasMoney]);
  const isFiltered = shown.length < components.length;
  return (
    <section className="panel" aria-label="Components">
      <ComponentFilters rows={components} asked={asked} isNarrow={isNarrow} onAsk={onAsk} />
      <p className="criticality-count muted small">
        <span role="status">
          {isFiltered
            ? `${countText(shown.length)} of ${plural(components.length, 'component')}`
            : plural(components.length, 'component')}
        </span>
        {page.moneyHidden && (
          <span> · {hasMoney ? 'Money of some products is not shown to you.' : 'Money is not shown to you.'}</span>
        )}
        <span> · Hints are ranks by structure alone: they know nothing of money and often put what pays last.</span>
      </p>
      {shown.length === 0 ? (
        <div className="panel-empty criticality-none">
          <p>No component answers to all of this.</p>
          <button
            type="button"
            className="button"
            onClick={() => onAsk({ text: '', level: '', area: '', owner: '', findings: '' })}
          >
            Show all {countText(components.length)}
          </button>
        </div>
      ) : isNarrow ? (
        <DataTable
          label="Components"
          columns={columns.map(({ id, name, cell, align }) => ({
            ...{ id, name, cell, names: id === 'name' },
            ...(align === undefined ? {} : { align }),
          }))}
          rows={shown}
          rowId={({ name }) => name}
          pageSize={20}
          cardsBelow={900}
        />
      ) : (
        <VirtualGrid
          label="Components"
          columns={columns}
          rows={shown}
          rowId={({ name }) => name}
          order={sought.sort}
          onSort={(column) => onAsk({ sort: nextSort(asked.sort, column) })}
        />
      )}
    </section>
  );
}
