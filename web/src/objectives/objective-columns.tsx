import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ObjectiveRow } from '../../../src/features/objectives/slo-contract.ts';
import { Explained } from '../design/explain/explain.tsx';
import { amountText } from '../design/format/amounts.ts';
import { ratioText } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import type { GridColumn } from '../design/table/virtual-grid.tsx';
import { BudgetBar } from './budget-bar.tsx';
import { reachedMade } from './objective-made.ts';
import { burnOf, objectivePath, reachedText, stateOf, subjectPath, windowText } from './objective-words.ts';

/** What one compares objectives by. Each cell has one thing to act on at most. */
export const objectiveColumns: readonly GridColumn<ObjectiveRow>[] = [
  { id: 'name', name: 'Objective', width: 13, grow: 2, cell: named },
  { id: 'burn', name: 'Now', width: 10, cell: burnCell },
  { id: 'left', name: 'Budget left', width: 10.5, grow: 0.4, cell: (row) => <BudgetBar row={row} tabIndex={-1} /> },
  {
    id: 'money',
    name: 'In money',
    width: 7,
    align: 'end',
    cell: ({ budget }) => {
      const text = budget?.leftMoney ? amountText(budget.leftMoney) : null;
      return text === null ? (
        <span className="muted none">–</span>
      ) : (
        <span className="nowrap" title={text.full}>
          {text.value}
        </span>
      );
    },
  },
  { id: 'reached', name: 'Reached', width: 6.5, align: 'end', cell: reachedCell },
  {
    id: 'target',
    name: 'Target',
    width: 5.5,
    align: 'end',
    cell: ({ target }) => <span className="nowrap">{ratioText(target)}</span>,
  },
  {
    id: 'subject',
    name: 'Of',
    width: 9,
    grow: 1,
    cell: ({ subject, service }) =>
      subject === null ? (
        <span className="muted one-line" title={service}>
          {service}
        </span>
      ) : (
        <Link className="one-line" href={subjectPath(subject)} tabIndex={-1} title={`${subject.kind} ${subject.name}`}>
          {subject.name}
        </Link>
      ),
  },
  {
    id: 'window',
    name: 'Window',
    width: 10,
    grow: 0.8,
    cell: ({ window }) => (
      <span className="muted two-lines" title={windowText(window)}>
        {windowText(window)}
      </span>
    ),
  },
];

function named(row: ObjectiveRow): ReactNode {
  const { tone, icon, word } = stateOf(row);
  return (
    <span className="stack objective-name">
      <Link className="one-line" href={objectivePath(row.name)} tabIndex={-1} title={row.displayName}>
        <strong>{row.displayName}</strong>
      </Link>
      <State tone={tone} icon={icon}>
        {word}
      </State>
    </span>
  );
}

function reachedCell(row: ObjectiveRow): ReactNode {
  const reached = reachedText(row);
  if (reached === null) return <span className="muted none">–</span>;
  return (
    <Explained
      label={`${row.displayName}: reached`}
      made={{ title: 'Reached', shown: reached, local: reachedMade(row) }}
      tabIndex={-1}
    >
      {reached}
    </Explained>
  );
}

function burnCell(row: ObjectiveRow): ReactNode {
  const burn = burnOf(row);
  return burn === null ? (
    <span className="muted none">–</span>
  ) : (
    <State tone={burn.tone} icon={burn.icon}>
      {burn.word}
    </State>
  );
}
