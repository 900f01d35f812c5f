import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ComponentPage } from '../../../src/features/balance/component-page-contract.ts';
import type { BalanceComponent } from '../../../src/features/balance/contract.ts';
import { processBreakdownPath } from '../api/balance.ts';
import { processState } from '../balance/process-view.ts';
import { State } from '../design/icons.tsx';
import { EstimateValue } from '../design/numbers.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { stepWords } from './dependency-words.ts';

type Carried = ComponentPage['carries'][number];

/** The processes that stand on a component: how they are, and by which way they reach it. */
export function CarriedList({
  carries,
  components,
}: {
  carries: readonly Carried[];
  components: ReadonlyMap<string, BalanceComponent>;
}): ReactNode {
  return (
    <DataTable
      label="Processes that stand on it"
      columns={columnsFor(components)}
      rows={carries}
      rowId={({ name }) => name}
      rowTone={({ state }) => (state === 'losing' ? 'loss-row' : undefined)}
      pageSize={15}
      cardsBelow={860}
    />
  );
}

function columnsFor(components: ReadonlyMap<string, BalanceComponent>): TableColumn<Carried>[] {
  return [
    {
      id: 'process',
      name: 'Process',
      names: true,
      sortBy: ({ displayName }) => displayName,
      cell: ({ name, displayName, level }) => (
        <span className="stack">
          <Link href={`/processes/${encodeURIComponent(name)}`}>
            <strong>{displayName}</strong>
          </Link>
          {level !== null && <small className="muted">{level}</small>}
        </span>
      ),
    },
    {
      id: 'state',
      name: 'State',
      sortBy: ({ state }) => state,
      cell: (carried) => {
        const { tone, icon, word } = processState({ impact: carried });
        return (
          <span className="pair">
            <State tone={tone} icon={icon}>
              {word}
            </State>
            {carried.class && <span className="badge">{carried.class}</span>}
          </span>
        );
      },
    },
    {
      id: 'money',
      name: 'Missing per hour',
      cell: ({ name, displayName, lossPerHour }) =>
        lossPerHour === null ? (
          <span className="muted none">–</span>
        ) : (
          <EstimateValue
            className="money"
            estimate={lossPerHour}
            label={`${displayName}: money missing per hour`}
            path={processBreakdownPath(name)}
          />
        ),
    },
    {
      id: 'way',
      name: 'Stands on it',
      sortBy: ({ way }) => way.length,
      cell: ({ way }) => {
        const last = way.at(-1);
        const between = way.slice(0, -1);
        return (
          <span className="stack">
            <span>{between.length === 0 ? 'directly' : `through ${between.map(nameOf).join(' → ')}`}</span>
            {last && <small className="muted">{way.map(stepWords).join(' → ')}</small>}
          </span>
        );
      },
    },
  ];

  function nameOf({ component }: Carried['way'][number]): string {
    return components.get(component)?.displayName ?? component;
  }
}
