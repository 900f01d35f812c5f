import type { ReactNode } from 'react';
import type { VerdictShown } from '../../../src/features/unavailability/incident-contract.ts';
import type { Estimate } from '../../../src/maths/estimate.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { Icon } from '../design/icons.tsx';
import { EstimateValue } from '../design/numbers.tsx';
import './verdict-ways.css';

interface Way {
  id: NonNullable<VerdictShown['proposed']>;
  name: string;
  cost: Estimate | null;
  source: string | null;
}

/** What it costs if it is left, with a banner, and switched off, side by side; the advised one is marked. */
export function VerdictWays({
  verdict,
  processName,
  moneyHidden,
  advised = 'advised',
}: {
  verdict: VerdictShown;
  processName: string;
  moneyHidden: boolean;
  /** The word on the advised one; of the past it was. */
  advised?: string;
}): ReactNode {
  const { sources } = verdict;
  const off: Way = { id: 'switch-off', name: 'It stays off', cost: verdict.switchOff, source: null };
  const choices: Way[] = [
    { id: 'leave', name: 'Leave it on', cost: verdict.leave, source: null },
    { id: 'banner', name: 'Put up a banner', cost: verdict.banner, source: sources.banner },
    { id: 'switch-off', name: 'Switch it off', cost: verdict.switchOff, source: sources.switchOff },
  ];
  const ways = verdict.isOff ? [off] : choices;
  return (
    <ul className="incident-ways">
      {ways.map(({ id, name, cost, source }) => (
        <li key={id} className={id === verdict.proposed ? 'proposed' : ''}>
          <h3>
            {name}
            {id === verdict.proposed && (
              <span className="way-advised">
                <Icon name="calm" /> {advised}
              </span>
            )}
          </h3>
          {cost ? (
            <EstimateValue estimate={cost} label={`${processName}: ${name.toLowerCase()}, cost`} />
          ) : (
            <span className="muted">{moneyHidden ? hiddenMoneyText : 'not known'}</span>
          )}
          {source !== null && <small className="muted">from {source}</small>}
        </li>
      ))}
    </ul>
  );
}
