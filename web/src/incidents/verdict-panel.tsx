import type { ReactNode } from 'react';
import type { IncidentPage, VerdictShown } from '../../../src/features/unavailability/incident-contract.ts';
import type { Estimate } from '../../../src/maths/estimate.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { Icon } from '../design/icons.tsx';
import { EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';

interface Way {
  id: NonNullable<VerdictShown['proposed']>;
  name: string;
  cost: Estimate | null;
  source: string | null;
}

/** What the next hour costs if it is left, with a banner, and switched off; which of them is advised, and why. */
export function VerdictPanel({ page }: { page: IncidentPage }): ReactNode {
  const { verdict } = page;
  if (!verdict) return null;
  const { sources } = verdict;
  const ways: Way[] = [
    { id: 'leave', name: 'Leave it on', cost: verdict.leave, source: null },
    { id: 'banner', name: 'Put up a banner', cost: verdict.banner, source: sources.banner },
    { id: 'switch-off', name: 'Switch it off', cost: verdict.switchOff, source: sources.switchOff },
  ];
  return (
    <Panel
      title={`What the next ${verdict.minutes === 60 ? 'hour costs' : `${verdict.minutes} minutes cost`}`}
      note="Forecasts. It is advice, and you decide."
    >
      <ul className="incident-ways">
        {ways.map(({ id, name, cost, source }) => (
          <li key={id} className={id === verdict.proposed ? 'proposed' : ''}>
            <h3>
              {name}
              {id === verdict.proposed && (
                <span className="way-advised">
                  <Icon name="calm" /> advised
                </span>
              )}
            </h3>
            {cost ? (
              <EstimateValue estimate={cost} label={`${page.processName}: ${name.toLowerCase()}, cost`} />
            ) : (
              <span className="muted">{page.moneyHidden ? hiddenMoneyText : 'not known'}</span>
            )}
            {source !== null && <small className="muted">from {source}</small>}
          </li>
        ))}
      </ul>
      <p className="incident-why small">{verdict.why}</p>
    </Panel>
  );
}
