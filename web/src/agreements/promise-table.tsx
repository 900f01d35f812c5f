import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import type { PromiseReport } from '../../../src/features/agreements/report-contract.ts';
import { ratioText } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { subjectPath } from '../objectives/objective-words.ts';
import { PromiseFigure } from './promise-lines.tsx';
import { countingWords, leftOfPromise, promiseStates } from './promise-words.ts';

/** What was promised, and what was delivered. */
export function PromiseTable({
  promises,
  report,
  moneyHidden,
}: {
  promises: readonly PromiseReport[];
  report?: string;
  moneyHidden: boolean;
}): ReactNode {
  const columns = useMemo(() => columnsFor(report, moneyHidden), [report, moneyHidden]);
  return (
    <DataTable
      label="Promises"
      columns={columns}
      rows={promises}
      rowId={({ name, subject }) => `${name} ${subject.kind} ${subject.name}`}
      rowTone={({ state }) => (state === 'missed' ? 'loss-row' : state === 'undecided' ? 'alarm-row' : undefined)}
      pageSize={25}
      cardsBelow={760}
    />
  );
}

const columnsFor = (report: string | undefined, moneyHidden: boolean): TableColumn<PromiseReport>[] => [
  {
    id: 'name',
    name: 'Promise',
    names: true,
    sortBy: ({ displayName }) => displayName,
    cell: ({ displayName, subject, counting }) => (
      <span className="stack">
        <strong>{displayName}</strong>
        <small className="muted">
          {subject.kind} <Link href={subjectPath(subject)}>{subject.name}</Link>, {countingWords[counting].word}
        </small>
      </span>
    ),
  },
  {
    id: 'state',
    name: 'State',
    cell: ({ state }) => {
      const { tone, icon, word, means } = promiseStates[state];
      return (
        <span className="stack">
          <State tone={tone} icon={icon}>
            {word}
          </State>
          {state !== 'met' && <small className="muted">{means}</small>}
        </span>
      );
    },
  },
  { id: 'target', name: 'Promised', align: 'end', cell: ({ target }) => ratioText(target) },
  {
    id: 'reached',
    name: 'Delivered',
    align: 'end',
    sortBy: ({ low }) => (low === null ? null : low.numerator / low.denominator),
    cell: (promise) => (
      <PromiseFigure promise={promise} moneyHidden={moneyHidden} {...(report === undefined ? {} : { report })} />
    ),
  },
  {
    id: 'left',
    name: 'Down-time',
    align: 'end',
    sortBy: ({ secondsLeft }) => secondsLeft,
    cell: ({ secondsLeft }) => leftOfPromise(secondsLeft) ?? <span className="muted none">–</span>,
  },
];
