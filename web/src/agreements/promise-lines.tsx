import type { ReactNode } from 'react';
import type { PromiseReport } from '../../../src/features/agreements/report-contract.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { Explained } from '../design/explain/explain.tsx';
import { ratioText } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { promiseMade } from './agreement-made.ts';
import { boundsText, countingWords, leftOfPromise, promiseStates } from './promise-words.ts';

const mostShown = 4;
const order: Record<PromiseReport['state'], number> = { missed: 0, undecided: 1, unmeasured: 2, met: 3 };

/** The promises of an agreement in a few lines, the worst first; the rest stand on its page. */
export function PromiseLines({
  promises,
  report,
  moneyHidden,
}: {
  promises: readonly PromiseReport[];
  report: string;
  moneyHidden: boolean;
}): ReactNode {
  const sorted = [...promises].sort((a, b) => order[a.state] - order[b.state]);
  const more = sorted.length - mostShown;
  return (
    <ul className="promise-lines">
      {sorted.slice(0, mostShown).map((promise) => {
        const { tone, icon, word } = promiseStates[promise.state];
        const left = leftOfPromise(promise.secondsLeft);
        return (
          <li key={`${promise.name} ${promise.subject.kind} ${promise.subject.name}`}>
            <span>{promise.displayName}</span>
            <State tone={tone} icon={icon}>
              {word}
            </State>
            <span>
              <PromiseFigure promise={promise} report={report} moneyHidden={moneyHidden} /> of{' '}
              {ratioText(promise.target)}{' '}
              <span className="muted">
                {countingWords[promise.counting].word}
                {left !== null && (
                  <>
                    , <span className="nowrap">{left}</span>
                  </>
                )}
              </span>
            </span>
          </li>
        );
      })}
      {more > 0 && <li className="muted">and {more} more</li>}
    </ul>
  );
}

/** The figure of a promise, which opens to what it was made of. */
export function PromiseFigure({
  promise,
  report,
  moneyHidden,
}: {
  promise: PromiseReport;
  report?: string;
  moneyHidden: boolean;
}): ReactNode {
  if (promise.low === null || promise.high === null) {
    // Of a promise by value whether it is met is told, and its amounts may be hidden.
    const isHidden = moneyHidden && promise.state !== 'unmeasured';
    return <span className="muted">{isHidden ? hiddenMoneyText : 'nothing counted'}</span>;
  }
  const shown = boundsText(promise.low, promise.high, promise.target);
  return (
    <Explained
      label={`${promise.displayName}, ${promise.subject.name}`}
      made={{ title: promise.displayName, shown, local: promiseMade(promise, report) }}
    >
      {shown}
    </Explained>
  );
}
