import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ObjectivePage } from '../../../src/features/objectives/slo-contract.ts';
import { Explained } from '../design/explain/explain.tsx';
import { grouped, ratioText, shareText } from '../design/format/numbers.ts';
import { zoneText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { useZone } from '../shell/zones.tsx';
import { reachedMade } from './objective-made.ts';
import { burnOf, countedWords, reachedText, stateOf, subjectPath, windowText } from './objective-words.ts';

/** What is promised and what was reached, in plain words; where it cannot be measured, why and what to do. */
export function ObjectiveHead({ page }: { page: ObjectivePage }): ReactNode {
  const zone = useZone();
  const state = stateOf(page);
  const burn = burnOf(page);
  const reached = reachedText(page);
  const { from, to } = page.window;
  return (
    <header className="thing-head">
      <div className="thing-title">
        <p className="muted small">
          <Link href="/objectives">Objectives</Link> /{' '}
          <Link href={`/objectives?${new URLSearchParams({ service: page.service })}`}>{page.service}</Link>
        </p>
        <h1>{page.displayName}</h1>
        <p className="thing-state" role="status">
          <State tone={state.tone} icon={state.icon}>
            {state.word}
          </State>
          {burn && page.state !== 'unmeasured' && (
            <State tone={burn.tone} icon={burn.icon}>
              {burn.word}
            </State>
          )}
        </p>
        <p>
          Good is: <strong>{page.goodMeans}</strong>. {countedWords[page.method].says}
        </p>
        <dl className="thing-facts">
          <div>
            <dt>Of</dt>
            <dd>
              {page.subject === null ? (
                <>service {page.service}, which the catalogue does not name</>
              ) : (
                <>
                  {page.subject.kind} <Link href={subjectPath(page.subject)}>{page.subject.name}</Link>
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>Window</dt>
            <dd>
              {windowText(page.window)}
              <small className="muted">
                <Time at={Date.parse(from)} near={0} /> to <Time at={Date.parse(to)} near={0} />,{' '}
                {zoneText(Date.parse(to), zone)}
              </small>
            </dd>
          </div>
          <div>
            <dt>Measured</dt>
            <dd>{shareText(page.completeness)} of the window so far</dd>
          </div>
          {page.name !== page.displayName && (
            <div>
              <dt>Name</dt>
              <dd>
                <code>{page.name}</code>
              </dd>
            </div>
          )}
        </dl>
        {page.why !== null && page.state !== 'unsupported' && <p className="small">{page.why}</p>}
      </div>
      {page.state === 'unsupported' ? (
        <Unsupported why={page.why} />
      ) : (
        <div className="thing-money objective-reached">
          <span className="muted small">Reached, at least {ratioText(page.target)} is promised</span>
          {reached === null ? (
            <span className="thing-none">nothing counted yet</span>
          ) : (
            <>
              <span className="objective-number">
                <Explained label="Reached" made={{ title: 'Reached', shown: reached, local: reachedMade(page) }}>
                  {reached}
                </Explained>
              </span>
              <small className="muted">
                {grouped(page.good ?? '')} good of {grouped(page.valid ?? '')} {countedWords[page.method].many}
              </small>
            </>
          )}
        </div>
      )}
    </header>
  );
}

function Unsupported({ why }: { why: string | null }): ReactNode {
  return (
    <section className="thing-money objective-unsupported" aria-label="Why it cannot be measured">
      <h2>Waga cannot measure this</h2>
      <p>{why ?? 'The document asks for something that Waga does not read.'}</p>
      <p className="small">
        Nothing is claimed of it: it is neither met nor missed. Change its document so that it names a measure or a
        metric that Waga has, then run <code>waga apply</code>; this page follows by itself.
      </p>
    </section>
  );
}
