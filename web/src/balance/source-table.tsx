import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import type { BalanceNow, SourceStatus } from '../../../src/features/balance/contract.ts';
import { countText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { Count, Time } from '../design/numbers.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { sourceWords } from './process-view.ts';

export default function SourceTable({ balance }: { balance: Pick<BalanceNow, 'asOf' | 'sources'> }): ReactNode {
  const asOf = Date.parse(balance.asOf);
  const columns = useMemo(() => columnsFor(asOf), [asOf]);
  return (
    <DataTable
      label="Sources"
      columns={columns}
      rows={balance.sources}
      rowId={({ name }) => name}
      rowTone={({ state }) => (state === 'alive' ? undefined : 'unknown-row')}
    />
  );
}

function columnsFor(asOf: number): TableColumn<SourceStatus>[] {
  const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));
  const moment = (text: string | null): ReactNode => {
    const instant = at(text);
    if (instant === null) return <span className="muted">never</span>;
    return (
      <span>
        <Time at={instant} near={asOf} /> <span className="muted">{durationText(asOf - instant)} ago</span>
      </span>
    );
  };
  return [
    {
      id: 'name',
      name: 'Source',
      names: true,
      sortBy: ({ name }) => name,
      cell: ({ name, type }) => (
        <span className="stack">
          <Link href={`/sources/${encodeURIComponent(name)}`}>
            <strong>{name}</strong>
          </Link>
          <small className="muted">{type}</small>
        </span>
      ),
    },
    {
      id: 'state',
      name: 'State',
      sortBy: ({ state }) => state,
      cell: ({ state }) => <State {...sourceWords[state]}>{sourceWords[state].word}</State>,
    },
    {
      id: 'complete',
      name: 'Complete until',
      sortBy: ({ completeUntil }) => at(completeUntil),
      cell: ({ completeUntil }) => moment(completeUntil),
    },
    {
      id: 'arrival',
      name: 'Last arrival',
      sortBy: ({ lastArrival }) => at(lastArrival),
      cell: ({ lastArrival }) => moment(lastArrival),
    },
    {
      id: 'accepted',
      name: 'Accepted',
      align: 'end',
      sortBy: ({ accepted }) => accepted,
      cell: ({ name, accepted, refused }) => (
        <Count count={accepted} label={`${name}: rows accepted`} made={rowsMade(accepted, refused)} />
      ),
    },
    {
      id: 'refused',
      name: 'Refused',
      align: 'end',
      sortBy: ({ refused }) => refused,
      cell: ({ name, accepted, refused }) => (
        <Count count={refused} label={`${name}: rows refused`} made={rowsMade(accepted, refused)} />
      ),
    },
    {
      id: 'series',
      name: 'Series',
      align: 'end',
      sortBy: ({ series }) => series,
      cell: ({ name, series, seriesLimit }) => (
        <span className="pair">
          <Count
            count={series}
            label={`${name}: series`}
            made={{
              title: 'Cardinality',
              formula: 'distinct series of the source against its limit; beyond it, new series are refused',
              lines: [{ label: 'Limit', value: countText(seriesLimit), note: 'seriesLimit in the catalogue' }],
            }}
          />
          <span className="muted">/ {countText(seriesLimit)}</span>
        </span>
      ),
    },
  ];
}

function rowsMade(accepted: number, refused: number) {
  return {
    title: 'What came',
    formula: 'rows that were kept, and rows that were refused with a reason to the sender',
    lines: [
      { label: 'Accepted', value: countText(accepted), note: '' },
      { label: 'Refused', value: countText(refused), note: '' },
    ],
  };
}
