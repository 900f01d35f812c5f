import type { ReactNode } from 'react';
import type { CreditReport } from '../../../src/features/agreements/report-contract.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { ratioText } from '../design/format/numbers.ts';
import { Panel } from '../design/panel.tsx';
import { claimText } from './claim-text.ts';
import { Forecast, Owed, rangeText } from './credit-amounts.tsx';

/** What is owed today, what will be by the end, and until when it has to be claimed. */
export function CreditPanel({
  credits,
  moneyHidden,
  of,
  zone,
  isOver,
}: {
  credits: CreditReport | null;
  moneyHidden: boolean;
  of: string;
  zone: string;
  /** Whether the period is over. */
  isOver: boolean;
}): ReactNode {
  if (credits === null) {
    return (
      <Panel title="Credits">
        <p className="panel-empty muted">
          {moneyHidden ? `Money of this agreement is ${hiddenMoneyText}.` : 'No credits are agreed.'}
        </p>
      </Panel>
    );
  }
  const { tier, currency } = credits;
  return (
    <Panel title="Credits" note={credits.why}>
      <dl className="number-list">
        <div>
          <dt>Owed by what is known today</dt>
          <dd className="figure-large">
            <Owed credits={credits} of={of} />
          </dd>
        </div>
        <div>
          <dt>By the end of the period, if the rest goes as usual</dt>
          <dd>
            <Forecast credits={credits} of={of} isOver={isOver} />
          </dd>
        </div>
        <div>
          <dt>Claim until</dt>
          <dd>{claimText(credits, zone, Date.now())}</dd>
        </div>
        <div>
          <dt>Tier that holds</dt>
          <dd>
            {tier === null
              ? credits.why.startsWith('Nothing was counted')
                ? 'nothing was counted'
                : 'none was missed'
              : `below ${ratioText(tier.below)}: ${ratioText(tier.share)} of the fee`}
          </dd>
        </div>
        <div>
          <dt>Fee of the period, and the most that can be owed</dt>
          <dd>
            {rangeText({ low: credits.feeMinor, high: credits.feeMinor }, currency)}, at most{' '}
            {rangeText({ low: credits.capMinor, high: credits.capMinor }, currency)}
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
