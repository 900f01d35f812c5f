import type { ReactNode } from 'react';
import type { SubjectReport } from '../../../src/features/agreements/report-contract.ts';
import { boundsText, isSame } from '../agreements/promise-words.ts';
import { Explained } from '../design/explain/explain.tsx';
import { divisionText, secondsText } from '../design/format/fractions.ts';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { adjustedMade } from '../ledger/figure-made.ts';
import { wholeText } from './report-made.ts';
import { ShareValue } from './subject-table.tsx';

interface Way {
  id: string;
  name: string;
  figure: ReactNode;
  exact: ReactNode;
  basis: ReactNode;
}

/** Time, requests, users and value side by side, each with its exact fraction and what was counted. */
export function CountingTable({ subject, moneyHidden }: { subject: SubjectReport; moneyHidden: boolean }): ReactNode {
  const { time, displayName } = subject;
  const { low, high } = time.adjusted;
  const shown = boundsText(low, high);
  const title = `${displayName}, by time`;
  const ways: Way[] = [
    {
      ...{ id: 'time', name: 'Time' },
      figure: (
        <Explained label={title} made={{ title, shown, local: adjustedMade(time) }}>
          {shown}
        </Explained>
      ),
      exact: isSame(low, high) ? divisionText(low) : `${divisionText(low)} to ${divisionText(high)}`,
      basis: `${secondsText(time.downSeconds)} down in ${secondsText(time.periodSeconds - time.excludedSeconds)} that count`,
    },
    share('requests', 'Requests'),
    share('users', 'Users'),
    share('value', 'Value'),
  ];
  return <DataTable label={`${displayName}, counted four ways`} columns={columns} rows={ways} rowId={({ id }) => id} />;

  function share(by: 'requests' | 'users' | 'value', name: string): Way {
    const counted = subject[by];
    const isHidden = by === 'value' && moneyHidden;
    return {
      ...{ id: by, name },
      figure: <ShareValue share={counted} word={`${displayName}, by ${name.toLowerCase()}`} isHidden={isHidden} />,
      exact:
        counted === null ? (
          <span className="muted none">–</span>
        ) : (
          <span className="stack">
            <span>
              {wholeText(counted.part, counted.unit)} of {wholeText(counted.whole, counted.unit)}
            </span>
          </span>
        ),
      basis: counted?.basis ?? <span className="muted none">–</span>,
    };
  }
}

const columns: TableColumn<Way>[] = [
  { id: 'name', name: 'Counted by', names: true, cell: ({ name }) => <strong>{name}</strong> },
  { id: 'figure', name: 'Delivered', cell: ({ figure }) => figure },
  { id: 'exact', name: 'Exactly', cell: ({ exact }) => <span className="wide-cell">{exact}</span> },
  { id: 'basis', name: 'What was counted', cell: ({ basis }) => <span className="wide-cell">{basis}</span> },
];
