import type { ReactNode } from 'react';
import type { BalanceProcess } from '../../../src/features/balance/contract.ts';
import { processBreakdownPath } from '../api/balance.ts';
import { amountText } from '../design/format/amounts.ts';
import { ratioText } from '../design/format/numbers.ts';
import { EstimateValue } from '../design/numbers.tsx';

/** Percent of the gauge's length for a share, inside the gauge. */
function at(share: number): string {
  return `${Math.max(0, Math.min(1, share)) * 100}%`;
}

/** Impact share as a bullet: the bar, its interval as a whisker, and the marks where P2 and P1 begin. */
export function ImpactGauge({
  process,
  isNow = true,
}: {
  process: Pick<BalanceProcess, 'name' | 'displayName' | 'impact' | 'thresholds'>;
  /** What the server can say of the present number is not what a past one is made of. */
  isNow?: boolean;
}): ReactNode {
  const { impactShare, state } = process.impact;
  const { partial, total } = process.thresholds;
  return (
    <div className="impact">
      {impactShare ? (
        <EstimateValue
          estimate={{ ...impactShare, unit: 'share' }}
          label={`Impact share of ${process.displayName}`}
          path={isNow ? processBreakdownPath(process.name) : undefined}
          className={state === 'losing' ? 'money' : ''}
        />
      ) : (
        <span className="muted">{state === 'learning' ? 'not known yet' : 'unknown'}</span>
      )}
      <div
        className="gauge"
        role="img"
        title={`P2 from ${ratioText(partial)}, P1 from ${ratioText(total)}`}
        aria-label={`${impactShare ? amountText({ ...impactShare, unit: 'share' }).value : 'Unknown share'} of what is expected is missing; P2 begins at ${ratioText(partial)}, P1 at ${ratioText(total)}`}
      >
        <div className={`gauge-track ${impactShare ? '' : 'unknown'}`} />
        {impactShare && (
          <>
            <div className={`gauge-bar ${state}`} style={{ width: at(impactShare.value) }} />
            <div
              className="gauge-whisker"
              style={{ left: at(impactShare.low), width: `calc(${at(impactShare.high)} - ${at(impactShare.low)})` }}
            />
          </>
        )}
        <div className="gauge-mark" style={{ left: at(Number(partial)) }}>
          <span>P2</span>
        </div>
        <div className="gauge-mark" style={{ left: at(Number(total)) }}>
          <span>P1</span>
        </div>
      </div>
    </div>
  );
}
