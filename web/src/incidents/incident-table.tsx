import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import { Level } from '../../../src/features/catalog/fields.ts';
import type { IncidentRow } from '../../../src/features/unavailability/incident-contract.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { EstimateValue, Time } from '../design/numbers.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { isLasting, nameOf, stateOf } from './incident-words.ts';

/** Incidents with what one compares them by. */
export function IncidentTable({
  label,
  incidents,
  asOf,
  moneyHidden,
}: {
  label: string;
  incidents: readonly IncidentRow[];
  asOf: string;
  moneyHidden: boolean;
}): ReactNode {
  const columns = useMemo(() => columnsFor(Date.parse(asOf), moneyHidden), [asOf, moneyHidden]);
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={incidents}
      rowId={({ id }) => id}
      rowTone={(row) =>
        row.kind === 'loss' && row.shadow === undefined && row.state === 'open' ? 'loss-row' : undefined
      }
      pageSize={25}
      cardsBelow={900}
    />
  );
}

function columnsFor(asOf: number, moneyHidden: boolean): TableColumn<IncidentRow>[] {
  const lasted = ({ onset, endedAt }: IncidentRow): number =>
    (endedAt === null ? asOf : Date.parse(endedAt)) - Date.parse(onset);
  return [
    {
      id: 'process',
      name: 'Incident',
      names: true,
      sortBy: ({ processName }) => processName,
      cell: (row) => (
        <span className="incident-name">
          {nameOf(row) !== null && <span className="badge incident-class">{nameOf(row)}</span>}
          <Link href={`/incidents/${encodeURIComponent(row.id)}`}>{row.processName}</Link>
          {row.partOf !== null && <small className="muted">part of another</small>}
        </span>
      ),
    },
    {
      id: 'state',
      name: 'State',
      sortBy: (row) => stateOf(row).word,
      cell: (row) => {
        const { tone, icon, word } = stateOf(row);
        return (
          <State tone={tone} icon={icon}>
            {word}
          </State>
        );
      },
    },
    {
      id: 'level',
      name: 'Level then',
      sortBy: ({ level }) => (level === null ? null : Level.options.indexOf(level)),
      cell: ({ level }) => level ?? <span className="muted none">none</span>,
    },
    {
      id: 'began',
      name: 'Began',
      sortBy: ({ onset }) => Date.parse(onset),
      cell: ({ onset }) => <Time at={Date.parse(onset)} near={asOf} />,
    },
    {
      id: 'lasted',
      name: 'Lasted',
      align: 'end',
      sortBy: lasted,
      cell: (row) => `${durationText(lasted(row))}${isLasting(row) ? ' so far' : ''}`,
    },
    {
      id: 'has',
      name: 'Who has it',
      sortBy: ({ acknowledged }) => acknowledged?.by ?? null,
      cell: (row) =>
        row.acknowledged?.by ??
        (row.shadow === undefined && isLasting(row) && row.partOf === null ? (
          <strong>nobody yet</strong>
        ) : (
          <span className="muted">
            {row.shadow !== undefined ? 'calls nobody' : row.partOf === null ? 'nobody' : 'who has the other'}
          </span>
        )),
    },
    {
      id: 'cost',
      name: 'Lost',
      sortBy: ({ money }) => money?.value ?? null,
      cell: (row) =>
        row.money ? (
          <EstimateValue className="money" estimate={row.money} label="Money lost" />
        ) : (
          <span className="muted">{noMoney(row, moneyHidden)}</span>
        ),
    },
  ];
}

function noMoney({ kind, partOf }: IncidentRow, moneyHidden: boolean): string {
  if (kind === 'blind') return 'nobody knows';
  if (kind === 'technical') return partOf === null ? 'no loss is seen' : 'told with the other';
  return moneyHidden ? hiddenMoneyText : 'not known';
}
