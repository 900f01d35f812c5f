import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Report } from '../../../src/features/agreements/report-contract.ts';
import { EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';

type Investment = Report['invest'][number];

const columns: TableColumn<Investment>[] = [
  {
    id: 'component',
    name: 'Component',
    names: true,
    cell: ({ component, displayName }) => (
      <Link href={`/components/${encodeURIComponent(component)}`}>
        <strong>{displayName}</strong>
      </Link>
    ),
  },
  {
    id: 'worth',
    name: 'Worth a year',
    align: 'end',
    sortBy: ({ perYear }) => perYear.value,
    cell: ({ perYear, displayName, why }) => (
      <EstimateValue
        estimate={perYear}
        interval={perYear.low !== perYear.high}
        label={`${displayName}: the next nine, a year`}
        made={{
          ...{ title: 'The next nine', formula: why },
          lines: [{ label: 'Method', value: perYear.method, note: '' }],
        }}
      />
    ),
  },
  { id: 'why', name: 'Why', cell: ({ why }) => <span className="wide-cell">{why}</span> },
];

/** Where one more nine is worth most. */
export function InvestPanel({ report: { invest } }: { report: Report }): ReactNode {
  if (invest.length === 0) return null;
  return (
    <Panel title="Where to invest" note="What it is worth in a year if a component fails a tenth as long: most first.">
      <DataTable
        label="Where to invest"
        columns={columns}
        rows={invest}
        rowId={({ component }) => component}
        pageSize={10}
        cardsBelow={760}
      />
    </Panel>
  );
}
