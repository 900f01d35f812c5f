import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import type { ReplayAnswer, ReplayDrop } from '../../../src/features/balance/replay-contract.ts';
import { Amounts } from '../alerts/amounts.tsx';
import { countText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { DayTime } from '../ledger/day-time.tsx';

type Drop = z.infer<typeof ReplayDrop>;

/** Every P1 and P2 of these days, and how soon somebody was told of it; the lost ones first. */
export function ReplayDrops({ answer: { drops, lost, moneyHidden } }: { answer: ReplayAnswer }): ReactNode {
  if (drops.length === 0) return null;
  const isLost = ({ id }: Drop): boolean => lost.includes(id);
  const rows = [...drops.filter(isLost), ...drops.filter((one) => !isLost(one))];
  const hasMoney = drops.some(({ money }) => money !== null);
  const told = (minutes: number | null): ReactNode =>
    minutes === null ? <strong className="never">never</strong> : <span>{countText(minutes)} min</span>;
  const columns: TableColumn<Drop>[] = [
    {
      ...{ id: 'drop', name: 'Drop', names: true },
      sortBy: ({ from }) => Date.parse(from),
      cell: (drop) => (
        <span className="stack">
          <span>
            <strong>{drop.class}</strong> of{' '}
            <Link href={`/processes/${encodeURIComponent(drop.process)}`}>{drop.process}</Link>
          </span>
          {isLost(drop) && (
            <State tone="loss" icon="alarm">
              Lost: nobody would be told
            </State>
          )}
        </span>
      ),
    },
    {
      ...{ id: 'from', name: 'Began' },
      sortBy: ({ from }) => Date.parse(from),
      cell: ({ from }) => <DayTime at={Date.parse(from)} />,
    },
    {
      ...{ id: 'lasted', name: 'Lasted', align: 'end' },
      cell: ({ from, to }) => (to === null ? 'lasts still' : durationText(Date.parse(to) - Date.parse(from))),
    },
    {
      id: 'before',
      name: 'Told after, before',
      align: 'end',
      sortBy: ({ before }) => before,
      cell: ({ before }) => told(before),
    },
    {
      id: 'after',
      name: 'Told after, then',
      align: 'end',
      sortBy: ({ after }) => after,
      cell: ({ after }) => told(after),
    },
    ...(hasMoney
      ? [
          {
            ...{ id: 'money', name: 'Lost money', align: 'end' as const },
            sortBy: ({ money }: Drop) => money?.value ?? null,
            cell: ({ money }: Drop) => <Amounts of={money === null ? [] : [money]} />,
          },
        ]
      : []),
  ];
  return (
    <Panel
      title="P1 and P2 of these days"
      note={`As the rules that hold see them, with the minutes from the onset until somebody was told.${moneyHidden ? ' Money of some products is not shown to you.' : ''}`}
    >
      <DataTable
        label="P1 and P2 of these days"
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        rowTone={(drop) => (isLost(drop) ? 'loss-row' : undefined)}
        pageSize={20}
      />
    </Panel>
  );
}
