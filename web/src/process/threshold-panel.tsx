import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ProcessThresholds, ThresholdPair } from '../../../src/features/impact/threshold-contract.ts';
import { processThresholds } from '../api/things.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { countText } from '../design/format/numbers.ts';
import { EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { ThresholdCurve } from './threshold-curve.tsx';
import { asShare, badRequests, evidenceText, noLinkText, shownLosses } from './threshold-words.ts';
import './thresholds.css';

type Named = (component: string) => string;

/** On the page of a process: from which reading of each technical measure below it on it loses, and how much. */
export function ThresholdPanel({ process, componentName }: { process: string; componentName: Named }): ReactNode {
  const answer = useQuery(processThresholds(process));
  return (
    <Panel
      title="What technical thresholds cost"
      note="From the last sixty days: how bad a measure may get before the result suffers. An alarm below that wakes people for nothing."
    >
      {answer.data ? (
        <Pairs answer={answer.data} componentName={componentName} />
      ) : answer.error ? (
        <ProblemNote problem={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <div className="skeleton panel-skeleton" />
      )}
    </Panel>
  );
}

function Pairs({ answer, componentName }: { answer: ProcessThresholds; componentName: Named }): ReactNode {
  const { pairs, moneyHidden } = answer;
  const linked = pairs.filter(({ state }) => state === 'link');
  const others = pairs.filter(({ state }) => state !== 'link');
  if (pairs.length === 0) {
    return <p className="panel-empty muted">Nothing that it stands on has a technical measure.</p>;
  }
  return (
    <div className="panel-body">
      {linked.length === 0 ? (
        <p className="muted">No measure is known to cost it anything.</p>
      ) : (
        <ul className="thresholds">
          {linked.map((pair) => (
            <li key={pair.measure}>
              <Linked pair={pair} name={componentName(pair.component)} moneyHidden={moneyHidden} />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <section>
          <h3 className="threshold-rest">No link found, or too little to tell</h3>
          <ul className="threshold-others small">
            {others.map((pair) => (
              <li key={pair.measure}>
                <Link href={`/components/${encodeURIComponent(pair.component)}`}>{componentName(pair.component)}</Link>,{' '}
                {badRequests(pair)}: <span className="muted">{noLinkText(pair)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Linked({ pair, name, moneyHidden }: { pair: ThresholdPair; name: string; moneyHidden: boolean }): ReactNode {
  const what = badRequests(pair);
  return (
    <article className="threshold">
      <div className="threshold-words">
        <h3>
          <Link href={`/components/${encodeURIComponent(pair.component)}`}>{name}</Link>: {what}
        </h3>
        {pair.knee && (
          <p>
            Of all requests, loss begins beyond{' '}
            <EstimateValue
              className="inline"
              estimate={asShare(pair.knee)}
              label={`${name}: share of ${what} at which loss begins`}
            />
          </p>
        )}
        <p className="muted small">{evidenceText(pair)}</p>
      </div>
      <ThresholdCurve pair={pair} />
      {pair.lossPerHour.length > 0 ? (
        <dl className="threshold-losses">
          {shownLosses(pair.lossPerHour).map(({ x, loss }) => (
            <div key={x}>
              <dt>at {countText(x) === String(x) ? x : x.toPrecision(3)}%</dt>
              <dd>
                <EstimateValue estimate={loss} label={`${name}: lost an hour at ${x}% ${what}`} className="money" />
                {loss.unit === 'events/h' && <small className="muted">events an hour</small>}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="muted small">
          {moneyHidden ? `What it costs: ${hiddenMoneyText}` : 'It was never clearly beyond.'}
        </p>
      )}
    </article>
  );
}
