import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import type { AgreementRow } from '../../../src/features/agreements/agreements-contract.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { State } from '../design/icons.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { reportHref } from '../reports/period-words.ts';
import { claimText } from './claim-text.ts';
import { Forecast, Owed } from './credit-amounts.tsx';
import { PeriodName } from './period-name.tsx';
import { PromiseLines } from './promise-lines.tsx';
import { promiseStates } from './promise-words.ts';

/** Agreements with how their present period stands, in the order of the server: missed first. */
export function AgreementTable({ agreements, asOf }: { agreements: readonly AgreementRow[]; asOf: number }): ReactNode {
  const columns = useMemo(() => columnsAt(asOf), [asOf]);
  return (
    <DataTable
      label="Agreements"
      columns={columns}
      rows={agreements}
      rowId={({ name }) => name}
      rowTone={({ state }) => (state === 'missed' ? 'loss-row' : state === 'undecided' ? 'alarm-row' : undefined)}
      pageSize={25}
      cardsBelow={1100}
    />
  );
}

const columnsAt = (asOf: number): TableColumn<AgreementRow>[] => [
  {
    id: 'name',
    name: 'Agreement',
    names: true,
    sortBy: ({ displayName }) => displayName,
    cell: ({ name, displayName, provider, customer }) => (
      <span className="stack">
        <Link href={`/agreements/${encodeURIComponent(name)}`}>
          <strong>{displayName}</strong>
        </Link>
        <small className="muted">
          {provider} to {customer}
        </small>
      </span>
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
  { id: 'period', name: 'Period', cell: ({ period }) => <PeriodName period={period} /> },
  {
    id: 'promises',
    name: 'Promises',
    cell: ({ promises, name, period, moneyHidden }) => (
      <PromiseLines
        promises={promises}
        report={reportHref({ kind: 'agreement', name, period: period.name })}
        moneyHidden={moneyHidden}
      />
    ),
  },
  {
    id: 'owed',
    name: 'Owed today',
    sortBy: ({ credits }) => credits?.owedMinor.high ?? null,
    cell: (row) =>
      row.credits ? (
        <Owed credits={row.credits} of={row.displayName} />
      ) : (
        <span className="muted">{row.moneyHidden ? hiddenMoneyText : 'no credits'}</span>
      ),
  },
  {
    id: 'forecast',
    name: 'By the end',
    sortBy: ({ credits }) => credits?.forecastMinor?.likely ?? null,
    cell: ({ credits, displayName, period }) =>
      credits ? (
        <Forecast credits={credits} of={displayName} isOver={period.state !== 'running'} />
      ) : (
        <span className="muted none">–</span>
      ),
  },
  {
    id: 'claim',
    name: 'Claim until',
    sortBy: ({ credits }) => (credits ? Date.parse(credits.claimUntil) : null),
    cell: ({ credits, period }) =>
      credits ? claimText(credits, period.timeZone, asOf) : <span className="muted none">–</span>,
  },
];
