import type { ReactNode } from 'react';
import type { SourceDetail } from '../../../src/features/signals/source-contract.ts';
import { countText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { Time } from '../design/numbers.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { entranceWords, refusalWords } from './refusal-words.ts';

interface Refused {
  entrance: string;
  code: string;
  count: number;
  lastAt: string;
}

export function RefusalTable({ source, asOf }: { source: Pick<SourceDetail, 'entrances'>; asOf: number }): ReactNode {
  const rows = source.entrances.flatMap(({ entrance, refused }) => refused.map((one) => ({ entrance, ...one })));
  if (rows.length === 0) return <p className="panel-empty muted">Nothing was refused.</p>;
  return (
    <DataTable
      label="Refused, and why"
      columns={columnsFor(asOf)}
      rows={rows.toSorted((a, b) => b.count - a.count)}
      rowId={({ entrance, code }) => `${entrance} ${code}`}
      pageSize={15}
    />
  );
}

function columnsFor(asOf: number): TableColumn<Refused>[] {
  return [
    {
      id: 'code',
      name: 'Reason',
      names: true,
      sortBy: ({ code }) => code,
      cell: ({ code }) => (
        <span className="stack">
          <span>{refusalWords(code)}</span>
          <small className="muted">
            <code>{code}</code>
          </small>
        </span>
      ),
    },
    {
      id: 'entrance',
      name: 'Came as',
      sortBy: ({ entrance }) => entrance,
      cell: ({ entrance }) => entranceWords[entrance] ?? entrance,
    },
    {
      id: 'count',
      name: 'How often',
      align: 'end',
      sortBy: ({ count }) => count,
      cell: ({ count }) => countText(count),
    },
    {
      id: 'last',
      name: 'Last',
      sortBy: ({ lastAt }) => Date.parse(lastAt),
      cell: ({ lastAt }) => (
        <span>
          <Time at={Date.parse(lastAt)} near={asOf} />{' '}
          <span className="muted">{durationText(asOf - Date.parse(lastAt))} ago</span>
        </span>
      ),
    },
  ];
}
