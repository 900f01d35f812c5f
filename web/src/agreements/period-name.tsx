import type { ReactNode } from 'react';
import type { ReportPeriod } from '../../../src/features/agreements/report-contract.ts';
import { fullTimeText } from '../design/format/times.ts';
import { periodStates, periodText } from '../reports/period-words.ts';

/** `November 2026`, its zone and whether it is over, with the exact ends in the title. */
export function PeriodName({ period }: { period: ReportPeriod }): ReactNode {
  const { from, to, timeZone, state, name } = period;
  const ends = `${fullTimeText(Date.parse(from), timeZone)} to ${fullTimeText(Date.parse(to), timeZone)}`;
  return (
    <span className="stack" title={ends}>
      <span className="nowrap">{periodText(name)}</span>
      <small className="muted nowrap">{periodStates[state]}</small>
      <small className="muted nowrap">{timeZone}</small>
    </span>
  );
}
