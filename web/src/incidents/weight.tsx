import type { ReactNode } from 'react';
import type { ProcessPage } from '../../../src/features/balance/process-page-contract.ts';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { processBreakdownPath } from '../api/balance.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { ImpactGauge } from '../balance/impact-gauge.tsx';
import { Count, EstimateValue } from '../design/numbers.tsx';
import { impactOf, thresholdsOn } from './impact-shown.ts';
import { isLasting } from './incident-words.ts';

/** How much is missing: the share against both thresholds, money per hour and so far, each with its interval. */
export function Weight({
  page,
  process,
  isKnown,
}: {
  page: IncidentPage;
  process: ProcessPage | undefined;
  isKnown: boolean;
}): ReactNode {
  if (!isKnown) return <div className="skeleton incident-weight-skeleton" />;
  const found = process && impactOf(page, process);
  const thresholds = process && thresholdsOn(process.thresholds, page.days);
  const path = found?.isNow ? processBreakdownPath(page.process) : undefined;
  const name = page.processName;
  const lossPerHour = found?.isNow ? found.impact.lossPerHour : null;
  return (
    <dl className="incident-weight">
      <div className="incident-share">
        <dt>{found?.isNow === false ? 'Missing at its worst' : 'Missing of what is expected'}</dt>
        <dd>
          {found && thresholds ? (
            <ImpactGauge
              process={{ name: page.process, displayName: name, impact: found.impact, thresholds }}
              isNow={found.isNow}
            />
          ) : (
            <span className="muted">
              {process ? 'not known any more' : 'not known: the catalogue names it no more'}
            </span>
          )}
          {found?.isNow && found.impact.actual !== null && found.impact.expected && (
            <small className="muted">
              <Count count={found.impact.actual} label={`${name}: ${found.impact.step} now`} path={path} /> of{' '}
              <EstimateValue
                estimate={found.impact.expected}
                interval={false}
                label={`${name}: ${found.impact.step} expected`}
                path={path}
              />{' '}
              {found.impact.step} in {found.impact.window.minutes} min
            </small>
          )}
        </dd>
      </div>
      {isLasting(page) && (
        <div>
          <dt>Loss per hour</dt>
          <dd>
            {lossPerHour ? (
              <EstimateValue
                className="money"
                estimate={lossPerHour}
                label={`${name}: money missing per hour`}
                path={path}
              />
            ) : (
              <span className="muted">{page.moneyHidden ? hiddenMoneyText : 'not known'}</span>
            )}
          </dd>
        </div>
      )}
      <div>
        <dt>{isLasting(page) ? 'Lost so far' : 'Lost'}</dt>
        <dd>
          {page.money ? (
            <EstimateValue className="money" estimate={page.money} label={`${name}: money lost`} path={path} />
          ) : (
            <span className="muted">{page.moneyHidden ? `Money is ${hiddenMoneyText}` : 'its money is not known'}</span>
          )}
          {page.lost && (
            <small className="muted">
              <EstimateValue estimate={page.lost} interval={false} label={`${name}: events lost`} path={path} />{' '}
              {process?.kpi ?? 'events'}
            </small>
          )}
        </dd>
      </div>
    </dl>
  );
}
