import type { ReactNode } from 'react';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import type { Estimate } from '../../../src/maths/estimate.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { Count, EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DayTime } from './day-time.tsx';

/** What it cost, each with its interval: what did not come, what came back later, and what is left. */
export function LossPanel({ page: { loss, moneyHidden, kind, ends, asOf } }: { page: OutagePage }): ReactNode {
  if (loss === null) {
    return (
      <Panel title="What it cost">
        <p className="panel-empty muted">
          {kind === 'false-positive'
            ? 'It was none, and cost nothing.'
            : Date.parse(ends.from) > Date.parse(asOf)
              ? 'It is still to come.'
              : ends.to === null
                ? 'It is reckoned once it has ended.'
                : 'It was not measured: there is no expectation for this time, or it is being reckoned.'}
        </p>
      </Panel>
    );
  }
  const money = (name: string, estimate: Estimate | null, isWorst = false): ReactNode => (
    <Amount name={name} estimate={estimate} none={moneyHidden ? hiddenMoneyText : 'not known'} isWorst={isWorst} />
  );
  return (
    <Panel
      title="What it cost"
      {...(loss.preliminary
        ? {
            note: (
              <>
                Preliminary: what comes back later is counted
                {loss.until === null ? (
                  ' for a while yet'
                ) : (
                  <>
                    {' '}
                    until <DayTime at={Date.parse(loss.until)} />
                  </>
                )}
                .
              </>
            ),
          }
        : {})}
    >
      <dl className="loss-facts">
        {money('Lost in all', loss.net, true)}
        {money('Did not come then', loss.gross)}
        {money('Came back later', loss.recovered)}
        <Amount name="Events that did not come" estimate={loss.lost} none="not known" />
        <div>
          <dt>Customers who failed and did not come back</dt>
          <dd>
            {loss.customers === null ? (
              <span className="muted">users are not known</span>
            ) : (
              <Count count={loss.customers} label="Customers lost" />
            )}
          </dd>
        </div>
      </dl>
    </Panel>
  );
}

function Amount({
  name,
  estimate,
  none,
  isWorst = false,
}: {
  name: string;
  estimate: Estimate | null;
  none: string;
  isWorst?: boolean;
}): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {estimate === null ? (
          <span className="muted">{none}</span>
        ) : (
          <EstimateValue estimate={estimate} label={name} className={isWorst ? 'money' : ''} />
        )}
      </dd>
    </div>
  );
}
