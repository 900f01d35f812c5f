import type { ReactNode } from 'react';
import type { Report } from '../../../src/features/agreements/report-contract.ts';
import { gapText } from './gap-text.ts';

/** What stands beside every amount that Waga counted: how far it lies from what accounting booked. */
export function MoneyGap({
  report: { reconciliation, moneyHidden },
  product,
}: {
  report: Pick<Report, 'reconciliation' | 'moneyHidden'>;
  /** Left out: of all products of the report. */
  product?: string | null;
}): ReactNode {
  const of = reconciliation.filter((one) => product == null || one.product === undefined || one.product === product);
  if (of.length === 0 && moneyHidden) return null;
  if (of.length === 0) return <small className="muted">not compared with what was booked</small>;
  const named = new Set(of.map((one) => one.product)).size > 1;
  return (
    <small>
      {of
        .map((one) => `${named ? `${one.product}: ` : ''}counted in ${one.currency} is ${gapText(one.gap)}`)
        .join('; ')}
    </small>
  );
}
