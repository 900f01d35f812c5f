import { lazy, type ReactNode, Suspense, useId } from 'react';
import { Link } from 'wouter';
import type { BalanceComponent, BalanceProcess } from '../../../src/features/balance/contract.ts';
import { processBreakdownPath } from '../api/balance.ts';
import { AfterPaint } from '../design/after-paint.tsx';
import { Sparkline } from '../design/chart/sparkline.tsx';
import { durationText } from '../design/format/times.ts';
import { Icon, State } from '../design/icons.tsx';
import { Count, EstimateValue, Time } from '../design/numbers.tsx';
import { ZoneOf } from '../shell/zones.tsx';
import { hiddenMoneyText } from './hidden-money.ts';
import { ImpactGauge } from './impact-gauge.tsx';
import { alarmsUnder, processState } from './process-view.ts';
import type { ShownProcess } from './shown-process.ts';

const IncidentLink = lazy(() => import('../incidents/incident-link.tsx'));
const ProcessDetails = lazy(() => import('./process-details.tsx'));

/** One process: what its parts say, what came of what was expected, the share and the money missing, the last hour. */
export function ProcessRow(props: ShownProcess & { isOpen: boolean; onOpen: (isOpen: boolean) => void }): ReactNode {
  const { process, isOpen, onOpen } = props;
  const id = useId();
  const { impact } = process;
  const onset = impact.drop ? Date.parse(impact.drop.onset) : null;
  return (
    <ZoneOf processZones={[process.timeZone]}>
      <li className={`process ${impact.state}`}>
        <div className="process-row">
          <div className="process-name">
            <h3>
              <button
                type="button"
                className="process-toggle"
                aria-expanded={isOpen}
                aria-controls={isOpen ? id : undefined}
                onClick={() => onOpen(!isOpen)}
              >
                <Icon name="chevron" />
                <span>{process.displayName}</span>
              </button>
            </h3>
            <p className="process-meta">
              <ProcessState process={process} />
              {process.level !== null && <span className="muted small">{process.level}</span>}
              <Link
                className="process-page-link small"
                href={`/processes/${encodeURIComponent(process.name)}`}
                aria-label={`Open page of ${process.displayName}`}
              >
                Open page
              </Link>
              {impact.drop && (
                <AfterPaint>
                  <IncidentLink process={process.name} name={process.displayName} />
                </AfterPaint>
              )}
            </p>
            {(impact.state === 'unknown' || impact.state === 'learning') && impact.notes[0] !== undefined && (
              <p className="process-why muted">{impact.notes[0]}</p>
            )}
          </div>
          <Facts {...props} onset={onset} />
          <div className="process-spark">
            <Sparkline
              curve={{
                from: Date.parse(process.recent.from),
                actual: process.recent.actual,
                expected: process.recent.expected,
              }}
              onset={onset}
              label={`${process.displayName}: the last hour, actual against expected`}
            />
          </div>
        </div>
        {isOpen && (
          <div id={id} className="process-details">
            <Suspense fallback={<div className="chart-canvas skeleton" />}>
              <ProcessDetails {...props} />
            </Suspense>
          </div>
        )}
      </li>
    </ZoneOf>
  );
}

export function ProcessState({ process }: { process: BalanceProcess }): ReactNode {
  const { tone, icon, word } = processState(process);
  return (
    <>
      <State tone={tone} icon={icon}>
        {word}
      </State>
      {process.impact.class && <span className="badge">{process.impact.class}</span>}
    </>
  );
}

function Facts({ process, components, onset }: ShownProcess & { onset: number | null }): ReactNode {
  const { impact } = process;
  const path = processBreakdownPath(process.name);
  const alarms = alarmsUnder(process, components);
  return (
    <dl className="process-facts">
      <div className="fact-technical">
        <dt>Technical</dt>
        <dd>
          {alarms.length > 0 ? (
            <State tone="alarm" icon="alarm">
              {alarms.length} of {process.components.length} in alarm
            </State>
          ) : (
            <span className="muted small">{technicalWords(process, components)}</span>
          )}
        </dd>
      </div>
      <div className="fact-actual">
        <dt>Actual / expected</dt>
        <dd>
          <span className="pair">
            {impact.actual === null ? (
              <span className="muted">unknown</span>
            ) : (
              <Count count={impact.actual} label={`${process.displayName}: ${impact.step} now`} path={path} />
            )}
            {impact.expected && (
              <>
                <span className="muted" aria-hidden="true">
                  /
                </span>
                <EstimateValue
                  interval={false}
                  estimate={impact.expected}
                  label={`${process.displayName}: ${impact.step} expected`}
                  path={path}
                />
              </>
            )}
          </span>
          <small className="muted">
            {impact.step}
            {impact.window.minutes > 0 && `, ${impact.window.minutes} min`}
            {impact.window.fromOnset && ' since onset'}
          </small>
        </dd>
      </div>
      <div className="fact-impact">
        <dt>Impact share</dt>
        <dd>
          <ImpactGauge process={process} />
        </dd>
      </div>
      <div className="fact-money">
        <dt>Missing per hour</dt>
        <dd>
          {impact.lossPerHour ? (
            <EstimateValue
              className="money"
              estimate={impact.lossPerHour}
              label={`${process.displayName}: money missing per hour`}
              path={path}
            />
          ) : (
            <span className={impact.state === 'losing' ? 'muted' : 'muted none'}>
              {impact.state === 'losing' ? noMoneyText(impact) : '–'}
            </span>
          )}
        </dd>
      </div>
      <div className="fact-lost">
        <dt>Lost since onset</dt>
        <dd>
          {impact.drop && onset !== null ? (
            <>
              <EstimateValue
                className="money"
                interval={false}
                estimate={impact.drop.money ?? impact.drop.lost}
                label={`${process.displayName}: lost since onset`}
                path={path}
              />
              <small className="muted">
                since <Time at={onset} near={Date.parse(impact.asOf)} />,{' '}
                {durationText(Date.parse(impact.asOf) - onset)}
              </small>
            </>
          ) : (
            <span className="muted none">–</span>
          )}
        </dd>
      </div>
    </dl>
  );
}

const noMoneyText = ({ moneyHidden }: BalanceProcess['impact']): string =>
  moneyHidden ? hiddenMoneyText : 'no value known';

function technicalWords(process: BalanceProcess, components: ReadonlyMap<string, BalanceComponent>): string {
  if (process.components.length === 0) return 'stands on nothing declared';
  const known = process.components.filter((name) => components.get(name)?.health.state === 'ok').length;
  if (known === process.components.length) return `all ${known} healthy`;
  return `${known} of ${process.components.length} healthy`;
}
