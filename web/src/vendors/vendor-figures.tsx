import type { ReactNode } from 'react';
import type { VendorRow } from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { minute } from '../../../src/maths/instants.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { Explained } from '../design/explain/explain.tsx';
import { countText, plural } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { EstimateValue } from '../design/numbers.tsx';
import { partText, windowsText } from './vendor-words.ts';

/** What a vendor's faults came to: time, money, their part of all that was down, and how they kept their windows. */
export function VendorFigures({ one, moneyHidden }: { one: VendorRow; moneyHidden: boolean }): ReactNode {
  const { displayName, outages, minutes, shareOfDowntime, money, windows, days } = one;
  const kept = windowsText(windows);
  return (
    <dl className="vendor-figures">
      <div>
        <dt>Down by their fault</dt>
        <dd>
          <strong>{minutes === 0 ? 'none' : durationText(minutes * minute)}</strong>
          {outages > 0 && <small className="muted">{plural(outages, 'outage')}</small>}
        </dd>
      </div>
      <div>
        <dt>Of all unplanned down-time</dt>
        <dd>
          {shareOfDowntime === null ? (
            <span className="muted">there was none</span>
          ) : (
            <Explained
              label={`${displayName}: share of all unplanned down-time`}
              made={{
                title: `Share of ${displayName}`,
                shown: partText(shareOfDowntime),
                local: {
                  title: 'What it is made of',
                  formula: 'minutes down by their fault ÷ all unplanned minutes down',
                  lines: [
                    { label: 'Theirs', value: `${countText(shareOfDowntime.numerator)} min`, note: '' },
                    { label: 'All', value: `${countText(shareOfDowntime.denominator)} min`, note: `in ${days} days` },
                  ],
                },
              }}
            >
              {partText(shareOfDowntime)}
            </Explained>
          )}
        </dd>
      </div>
      <div>
        <dt>Cost us</dt>
        <dd>
          {money.map((amount) => (
            <EstimateValue
              key={amount.unit}
              className={amount.value > 0 ? 'money' : ''}
              estimate={amount}
              label={`${displayName}: money lost by their fault`}
            />
          ))}
          {money.length === 0 && (
            <span className="muted">{moneyHidden ? hiddenMoneyText : outages === 0 ? 'nothing' : 'not known'}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>Planned windows</dt>
        <dd className={windows.overrun + windows.late > 0 ? 'vendor-broken' : ''}>
          {kept ?? <span className="muted">none</span>}
        </dd>
      </div>
    </dl>
  );
}
