import type { ReactNode } from 'react';
import type { ObjectivePage } from '../../../src/features/objectives/slo-contract.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { grouped } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { EstimateValue, Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { BudgetBar } from './budget-bar.tsx';
import { countedWords } from './objective-words.ts';

/** What may still go wrong, in events or slices, in money, and until when it lasts. */
export function BudgetPanel({ page }: { page: ObjectivePage }): ReactNode {
  const { budget } = page;
  if (budget === null) {
    return (
      <Panel title="Budget">
        <p className="panel-empty muted">Nothing was counted in this window yet, so there is no budget to speak of.</p>
      </Panel>
    );
  }
  const { many } = countedWords[page.method];
  const noMoney = page.moneyHidden ? hiddenMoneyText : (budget.moneyWhy ?? 'not known');
  return (
    <Panel title="Budget" note={`What may be bad before the target is missed, in ${many}.`}>
      <dl className="number-list">
        <div>
          <dt>Left</dt>
          <dd className="figure-large">
            <BudgetBar row={page} />
          </dd>
        </div>
        <div>
          <dt>Spent of allowed</dt>
          <dd>
            {grouped(budget.spent)} of {grouped(budget.allowed)}
            <small className="muted">bad {many}</small>
          </dd>
        </div>
        <div>
          <dt>Left in money</dt>
          <dd>
            {budget.leftMoney ? (
              <EstimateValue estimate={budget.leftMoney} label="Budget left in money" />
            ) : (
              <span className="muted small">{noMoney}</span>
            )}
          </dd>
        </div>
        {budget.burnPerHour && (
          <div>
            <dt>Burns an hour</dt>
            <dd>
              <EstimateValue estimate={budget.burnPerHour} label="Burns an hour" />
            </dd>
          </div>
        )}
        <div>
          <dt>Spent at, if it goes on as now</dt>
          <dd>
            <Exhausted page={page} />
          </dd>
        </div>
      </dl>
    </Panel>
  );
}

function Exhausted({ page: { budget, asOf, window } }: { page: ObjectivePage }): ReactNode {
  const now = Date.parse(asOf ?? window.to);
  if (budget === null || budget.leftRatio <= 0) return 'it is spent already';
  if (budget.exhaustedAt === null) return 'not within this window';
  const { likely, low, high } = budget.exhaustedAt;
  return (
    <>
      <span className="nowrap">
        <Time at={Date.parse(likely)} near={now} />, in {durationText(Date.parse(likely) - now)}
      </span>
      <small className="muted">
        between <Time at={Date.parse(low)} near={now} /> and{' '}
        {high === null ? 'not at all' : <Time at={Date.parse(high)} near={now} />}
      </small>
    </>
  );
}
