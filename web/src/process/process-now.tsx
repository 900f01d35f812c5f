import type { ReactNode } from 'react';
import type { ProcessPage } from '../../../src/features/balance/process-page-contract.ts';
import { processBreakdownPath } from '../api/balance.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { ImpactGauge } from '../balance/impact-gauge.tsx';
import { plural } from '../design/format/numbers.ts';
import { Count, EstimateValue, Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';

/** What came of what was expected, in numbers that open to what they are made of. */
export function ProcessNow({ page }: { page: ProcessPage }): ReactNode {
  const { impact, displayName, thresholds } = page;
  const path = processBreakdownPath(page.name);
  const [usual] = thresholds;
  const { from, to, minutes } = impact.window;
  return (
    <Panel title="Now">
      <dl className="now-facts">
        <div>
          <dt>Actual / expected</dt>
          <dd>
            <span className="pair">
              {impact.actual === null ? (
                <span className="muted">unknown</span>
              ) : (
                <Count count={impact.actual} label={`${displayName}: ${impact.step} now`} path={path} />
              )}
              <span className="muted" aria-hidden="true">
                /
              </span>
              {impact.expected ? (
                <EstimateValue
                  estimate={impact.expected}
                  interval={false}
                  label={`${displayName}: ${impact.step} expected`}
                  path={path}
                />
              ) : (
                <span className="muted">not known</span>
              )}
            </span>
            <small className="muted">
              {impact.step}, <Time at={Date.parse(from)} />–<Time at={Date.parse(to)} /> ({plural(minutes, 'minute')}
              {impact.window.fromOnset && ' since onset'})
            </small>
          </dd>
        </div>
        <div className="now-gauge">
          <dt>Impact share</dt>
          <dd>{usual && <ImpactGauge process={{ ...page, thresholds: usual }} />}</dd>
        </div>
        <div>
          <dt>Conversion</dt>
          <dd>
            {impact.conversion === null ? (
              <span className="muted">not known</span>
            ) : (
              <span>
                <Count count={impact.conversion.finished} label={`${displayName}: finished`} path={path} /> of{' '}
                <Count count={impact.conversion.started} label={`${displayName}: started`} path={path} />{' '}
                {impact.conversion.counted}
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>Value of one</dt>
          <dd>
            {impact.valuePerEvent ? (
              <EstimateValue
                estimate={impact.valuePerEvent}
                label={`${displayName}: value of one ${impact.step}`}
                path={path}
              />
            ) : (
              <span className="muted">{page.moneyHidden ? hiddenMoneyText : 'not known'}</span>
            )}
          </dd>
        </div>
      </dl>
      {impact.notes.length > 0 && (
        <ul className="process-notes now-notes">
          {impact.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
