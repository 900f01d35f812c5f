import type { ReactNode } from 'react';
import type { CouplingRow } from '../../../src/features/criticality/page-contract.ts';
import type { TableColumn } from '../design/table/data-table.tsx';
import { importanceWords, lostShareText, seenText } from './importance-words.ts';
import { WorthAmount } from './worth.tsx';

type Coupling = Pick<CouplingRow, 'importance' | 'valueAtRiskPerHour' | 'observed' | 'note'>;

/** What one component does to one process: in words, by the graph, and as it was seen; and the money. */
export function couplingColumns<T extends Coupling>(hasMoney: boolean): TableColumn<T>[] {
  return [
    {
      id: 'importance',
      name: 'When the component is down',
      sortBy: ({ importance }) => -importance.birnbaum,
      cell: ({ importance }) => {
        const { word, more } = importanceWords(importance);
        return (
          <span className="stack">
            <span>{word}</span>
            {more !== null && <small className="muted">{more}</small>}
          </span>
        );
      },
    },
    {
      id: 'derived',
      name: 'Lost, by the graph',
      align: 'end',
      sortBy: ({ importance }) => importance.valueAtRiskShare,
      cell: ({ importance }) => lostShareText(importance.valueAtRiskShare),
    },
    {
      id: 'seen',
      name: 'Lost, as seen',
      sortBy: ({ observed }) => observed?.lostShare.value ?? null,
      cell: seen,
    },
    ...(hasMoney
      ? [
          {
            id: 'risk',
            name: 'At risk an hour',
            align: 'end' as const,
            sortBy: ({ valueAtRiskPerHour }: T) => valueAtRiskPerHour?.value ?? null,
            cell: ({ valueAtRiskPerHour }: T) => <WorthAmount worth={valueAtRiskPerHour} />,
          },
        ]
      : []),
  ];
}

function seen(row: Coupling): ReactNode {
  const text = seenText(row);
  return (
    <span className="stack">
      {text !== null && (
        <>
          <span>{text.value}</span>
          <small className="muted">{text.basis}</small>
        </>
      )}
      {text === null && row.note === null && <span className="muted">never seen</span>}
      {row.note !== null && <small className="muted">{row.note}</small>}
    </span>
  );
}
