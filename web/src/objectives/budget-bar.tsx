import type { ReactNode } from 'react';
import type { ObjectiveRow } from '../../../src/features/objectives/slo-contract.ts';
import { Explained } from '../design/explain/explain.tsx';
import { budgetMade } from './objective-made.ts';
import { leftText } from './objective-words.ts';

/** What is left of the budget: a bar that empties, and beyond zero fills again with another pattern; the number beside it. */
export function BudgetBar({ row, tabIndex }: { row: ObjectiveRow; tabIndex?: number }): ReactNode {
  const { budget } = row;
  if (budget === null) return <span className="muted none">not known</span>;
  const { leftRatio } = budget;
  const width = `${Math.min(1, Math.abs(leftRatio)) * 100}%`;
  const text = leftText(leftRatio);
  return (
    <span className={`budget-bar ${leftRatio < 0 ? 'beyond' : leftRatio < 0.1 ? 'scarce' : ''}`}>
      <i aria-hidden="true">
        <b style={{ width }} />
      </i>
      <Explained
        label={`${row.displayName}: budget left`}
        made={{ title: 'Budget left', shown: text, local: budgetMade(row) }}
        {...(tabIndex === undefined ? {} : { tabIndex })}
      >
        {text}
      </Explained>
    </span>
  );
}
