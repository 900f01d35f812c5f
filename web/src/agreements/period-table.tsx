import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import type { AgreementPage } from '../../../src/features/agreements/agreements-contract.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { State } from '../design/icons.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { periodStates, periodText, reportHref } from '../reports/period-words.ts';
import { rangeText } from './credit-amounts.tsx';
import { promiseStates } from './promise-words.ts';

type Period = AgreementPage['periods'][number];

/** Every period of an agreement with its report. */
export function PeriodTable({ page }: { page: AgreementPage }): ReactNode {
  const columns = useMemo(() => columnsOf(page.name, page.moneyHidden), [page.name, page.moneyHidden]);
  return (
    <DataTable
      label="Periods"
      columns={columns}
      rows={page.periods}
      rowId={({ period }) => period.name}
      rowTone={({ state }) => (state === 'missed' ? 'loss-row' : undefined)}
      pageSize={15}
    />
  );
}

const columnsOf = (agreement: string, moneyHidden: boolean): TableColumn<Period>[] => [
  {
    id: 'period',
    name: 'Period',
    names: true,
    sortBy: ({ period }) => period.from,
    cell: ({ period }) => (
      <Link href={reportHref({ kind: 'agreement', name: agreement, period: period.name })}>
        <strong>{periodText(period.name)}</strong>
      </Link>
    ),
  },
  {
    id: 'state',
    name: 'State',
    cell: ({ state }) => {
      const { tone, icon, word } = promiseStates[state];
      return (
        <State tone={tone} icon={icon}>
          {word}
        </State>
      );
    },
  },
  { id: 'closed', name: 'Over', cell: ({ period }) => periodStates[period.state] },
  {
    id: 'version',
    name: 'Versions',
    cell: ({ version, period }) =>
      version === null ? (
        <span className="muted none">{period.state === 'closed' ? 'not frozen: before Waga kept reports' : '–'}</span>
      ) : (
        <span className="version-links">
          {Array.from({ length: version }, (_, index) => version - index).map((one) => (
            <Link
              key={one}
              href={reportHref({ kind: 'agreement', name: agreement, period: period.name, version: one })}
            >
              <span className="visually-hidden">{periodText(period.name)}, version </span>
              {one}
            </Link>
          ))}
        </span>
      ),
  },
  {
    id: 'owed',
    name: 'Owed',
    align: 'end',
    sortBy: ({ owedMinor }) => owedMinor?.high ?? null,
    cell: ({ owedMinor, currency }) =>
      owedMinor === null || currency === null ? (
        <span className="muted none">{moneyHidden ? hiddenMoneyText : '–'}</span>
      ) : (
        rangeText(owedMinor, currency)
      ),
  },
];
