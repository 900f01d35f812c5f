import type { ReactNode } from 'react';
import { Level } from '../../../src/features/catalog/fields.ts';
import type { Drop } from '../../../src/features/impact/contract.ts';
import { processBreakdownPath } from '../api/balance.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { EstimateValue, Time } from '../design/numbers.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';

/** The drops of a process, newest first. */
export function DropTable({ drops, asOf }: { drops: readonly Drop[]; asOf: number }): ReactNode {
  return (
    <DataTable
      label="Drops of the last 30 days"
      columns={columnsFor(asOf)}
      rows={drops}
      rowId={({ id }) => id}
      rowTone={({ endedAt }) => (endedAt === null ? 'loss-row' : undefined)}
      pageSize={15}
    />
  );
}

function columnsFor(asOf: number): TableColumn<Drop>[] {
  const lasted = ({ onset, endedAt }: Drop): number =>
    (endedAt === null ? asOf : Date.parse(endedAt)) - Date.parse(onset);
  const path = ({ process, endedAt }: Drop): { path: string } | Record<string, never> =>
    endedAt === null ? { path: processBreakdownPath(process) } : {};
  return [
    {
      id: 'began',
      name: 'Began',
      names: true,
      sortBy: ({ onset }) => Date.parse(onset),
      cell: ({ onset }) => <Time at={Date.parse(onset)} near={asOf} />,
    },
    {
      id: 'class',
      name: 'Class',
      sortBy: (drop) => drop.class,
      cell: (drop) =>
        drop.class === null ? <span className="muted none">–</span> : <span className="badge">{drop.class}</span>,
    },
    {
      id: 'level',
      name: 'Level then',
      sortBy: ({ level }) => (level === null ? null : Level.options.indexOf(level)),
      cell: ({ level }) => (level === null ? <span className="muted none">–</span> : level),
    },
    {
      id: 'noticed',
      name: 'Noticed after',
      align: 'end',
      sortBy: ({ onset, detectedAt }) => Date.parse(detectedAt) - Date.parse(onset),
      cell: ({ onset, detectedAt }) => durationText(Date.parse(detectedAt) - Date.parse(onset)),
    },
    {
      id: 'lasted',
      name: 'Lasted',
      align: 'end',
      sortBy: lasted,
      cell: (drop) =>
        drop.endedAt === null ? (
          <State tone="loss" icon="loss">
            {durationText(lasted(drop))} so far
          </State>
        ) : (
          durationText(lasted(drop))
        ),
    },
    {
      id: 'share',
      name: 'Impact share',
      sortBy: ({ impactShare }) => impactShare?.value ?? null,
      cell: (drop) =>
        drop.impactShare === null ? (
          <span className="muted">not known</span>
        ) : (
          <EstimateValue estimate={{ ...drop.impactShare, unit: 'share' }} label="Impact share" {...path(drop)} />
        ),
    },
    {
      id: 'lost',
      name: 'Events lost',
      sortBy: ({ lost }) => lost.value,
      cell: (drop) => <EstimateValue estimate={drop.lost} label="Events lost" {...path(drop)} />,
    },
    {
      id: 'money',
      name: 'Money lost',
      sortBy: ({ money }) => money?.value ?? null,
      cell: (drop) =>
        drop.money === null ? (
          <span className="muted">{drop.moneyHidden ? hiddenMoneyText : 'not known'}</span>
        ) : (
          <EstimateValue className="money" estimate={drop.money} label="Money lost" {...path(drop)} />
        ),
    },
  ];
}
