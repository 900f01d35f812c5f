import type { ReactNode } from 'react';
import type { CreditReport } from '../../../src/features/agreements/report-contract.ts';
import { moneyText } from '../../../src/maths/money.ts';
import { Explained } from '../design/explain/explain.tsx';
import { worthText } from '../design/format/worth.ts';
import { creditMade } from './agreement-made.ts';

/** `1 200 PLN`, or `0 PLN – 1 200 PLN` where unknown time decides. */
export function rangeText({ low, high }: { low: number; high: number }, currency: string): string {
  const text = (minor: number): string => worthText({ currency, minor, text: moneyText(minor, currency) });
  return low === high ? text(low) : `${text(low)} – ${text(high)}`;
}

/** What is owed by what is known today. */
export function Owed({ credits, of }: { credits: CreditReport; of: string }): ReactNode {
  const shown = rangeText(credits.owedMinor, credits.currency);
  return (
    <span className={credits.owedMinor.high > 0 ? 'owed' : undefined}>
      <Explained
        label={`${of}: credits owed today`}
        made={{ title: 'Credits owed today', shown, local: creditMade(credits) }}
      >
        {shown}
      </Explained>
    </span>
  );
}

/** What will be owed by the end of a running period, with its interval; nothing once it is over. */
export function Forecast({
  credits,
  of,
  isOver,
}: {
  credits: CreditReport;
  of: string;
  /** Whether the period is over. */
  isOver: boolean;
}): ReactNode {
  const { forecastMinor, currency } = credits;
  if (forecastMinor === null) {
    return <span className="muted none">{isOver ? 'the period is over' : 'no earlier period on record'}</span>;
  }
  const shown = rangeText({ low: forecastMinor.likely, high: forecastMinor.likely }, currency);
  return (
    <span className="estimate">
      <Explained
        label={`${of}: credits by the end of the period`}
        made={{ title: 'Credits by the end of the period', shown, local: creditMade(credits) }}
      >
        {shown}
      </Explained>
      <small>{rangeText(forecastMinor, currency)}</small>
    </span>
  );
}
