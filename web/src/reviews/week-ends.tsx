import type { ReactNode } from 'react';
import type { Week } from '../../../src/features/reviews/weekly-contract.ts';
import { EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { CopyHash } from '../ledger/copy-hash.tsx';
import { ActionTable } from './action-table.tsx';

export function WeekActions({ page }: { page: Week }): ReactNode {
  const overdue = page.actions.filter((one) => one.overdue).length;
  return (
    <Panel
      title="Actions"
      note={page.actions.length === 0 ? undefined : `${page.actions.length} not done, ${overdue} overdue.`}
    >
      {page.actions.length === 0 ? (
        <p className="panel-empty">Every action of every review is done.</p>
      ) : (
        <ActionTable
          label="Actions"
          actions={page.actions.map((one) => ({ ...one, incident: one.review }))}
          asOf={page.madeAt}
        />
      )}
    </Panel>
  );
}

export function WeekMoney({ page: { money, moneyHidden } }: { page: Week }): ReactNode {
  return (
    <Panel title="What the week cost" note="Lost in the drops of the week; currencies are never added.">
      <div className="panel-body week-money">
        {money.length === 0 ? (
          <p className="muted">{moneyHidden ? 'Money is not shown to you.' : 'Nothing was lost.'}</p>
        ) : (
          money.map((one) => <EstimateValue key={one.unit} estimate={one} label="Lost in the week" className="money" />)
        )}
      </div>
    </Panel>
  );
}

/** The head of the ledger, to be held against a later one. */
export function WeekHead({ page: { head } }: { page: Week }): ReactNode {
  if (head === null) return null;
  return (
    <p className="week-head small muted">
      Head of the ledger: <CopyHash line={head.line} hash={head.hash} />. Whoever holds it can prove later that nothing
      before it was changed: <code>waga doctor --head HASH</code>
    </p>
  );
}
