import type { ReactNode } from 'react';
import type { SubjectReport } from '../../../src/features/agreements/report-contract.ts';
import { secondsText } from '../design/format/fractions.ts';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';

type Span = SubjectReport['unmeasured'][number];
const seconds = ({ from, to }: Span): number => (Date.parse(to) - Date.parse(from)) / 1_000;

const columns: TableColumn<Span>[] = [
  {
    id: 'from',
    name: 'From',
    names: true,
    sortBy: ({ from }) => from,
    cell: ({ from }) => <Time at={Date.parse(from)} near={0} />,
  },
  { id: 'to', name: 'To', cell: ({ to }) => <Time at={Date.parse(to)} near={0} /> },
  { id: 'lasted', name: 'Lasted', align: 'end', sortBy: seconds, cell: (span) => secondsText(seconds(span)) },
];

/** Time that nobody measured: neither up nor down is claimed of it. */
export function UnmeasuredList({ spans, name }: { spans: readonly Span[]; name: string }): ReactNode {
  if (spans.length === 0) return null;
  const total = spans.reduce((sum, span) => sum + seconds(span), 0);
  return (
    <Panel
      title={`${name}: not measured`}
      note={`${secondsText(total)} in all. Its sources were silent then: neither up nor down is claimed.`}
    >
      <DataTable
        label={`${name}: not measured`}
        columns={columns}
        rows={spans}
        rowId={({ from }) => from}
        pageSize={10}
      />
    </Panel>
  );
}
