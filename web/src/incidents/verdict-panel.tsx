import type { ReactNode } from 'react';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { Panel } from '../design/panel.tsx';
import { VerdictWays } from './verdict-ways.tsx';

/** What the next hour costs if it is left, with a banner, and switched off; which of them is advised, and why. */
export function VerdictPanel({ page }: { page: IncidentPage }): ReactNode {
  const { verdict } = page;
  if (!verdict) return null;
  return (
    <Panel
      title={`What the next ${verdict.minutes === 60 ? 'hour costs' : `${verdict.minutes} minutes cost`}`}
      note="Forecasts. It is advice, and you decide."
    >
      <VerdictWays verdict={verdict} processName={page.processName} moneyHidden={page.moneyHidden} />
      <p className="incident-why small">{verdict.why}</p>
    </Panel>
  );
}
