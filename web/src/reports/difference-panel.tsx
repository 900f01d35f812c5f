import type { ReactNode } from 'react';
import type { Report } from '../../../src/features/agreements/report-contract.ts';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';

type Difference = Report['differences'][number];

const columns: TableColumn<Difference>[] = [
  { id: 'what', name: 'What', names: true, cell: ({ what }) => <strong>{what}</strong> },
  { id: 'from', name: 'Was', align: 'end', cell: ({ from }) => from },
  { id: 'to', name: 'Is', align: 'end', cell: ({ to }) => to },
  { id: 'why', name: 'Why', cell: ({ why }) => <span className="wide-cell">{why}</span> },
];

/** What changed against the version before, and why: nothing of a frozen period changes quietly. */
export function DifferencePanel({ report: { differences, version } }: { report: Report }): ReactNode {
  if (differences.length === 0) return null;
  return (
    <Panel title={`What changed against version ${version - 1}`}>
      <DataTable label="Differences" columns={columns} rows={differences} rowId={({ what }) => what} pageSize={25} />
    </Panel>
  );
}
