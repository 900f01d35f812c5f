import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { SwitchAct, SwitchPage } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { Said } from '../design/said.tsx';
import { VerdictWays } from '../incidents/verdict-ways.tsx';
import { policyText } from './switch-facts.tsx';
import { askedWord, positionWord } from './switch-words.ts';

/** Everything that was done with it, newest first, each with the reason and the forecasts that were known then. */
export function SwitchHistory({ page }: { page: SwitchPage }): ReactNode {
  const lines = page.acts.toSorted((a, b) => b.number - a.number);
  return (
    <Panel title="History" note="Nothing here is ever changed. A forecast is shown as it was then.">
      {lines.length === 0 ? (
        <p className="panel-empty">It was never switched.</p>
      ) : (
        <ol className="switch-history" aria-label="History, newest first">
          {lines.map((act) => (
            <Line key={act.number} act={act} page={page} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Line({ act, page }: { act: SwitchAct; page: SwitchPage }): ReactNode {
  const { at, by, says, why } = act;
  const who = by ?? policyText(why?.policy ?? null);
  return (
    <li className={act.act}>
      <span className="muted">
        <Time at={Date.parse(at)} near={Date.now()} />
      </span>
      <div>
        <p>
          <strong>{words(act, page)}</strong> <span className="muted">{who}</span>
        </p>
        {says !== '' && (
          <p>
            <Said text={says} />
          </p>
        )}
        {why !== null && (
          <p className="muted">
            {why.reason !== '' && (
              <>
                “<Said text={why.reason} />”{' '}
              </>
            )}
            {why.incident !== null && (
              <Link href={`/incidents/${encodeURIComponent(why.incident)}`}>For this incident</Link>
            )}
          </p>
        )}
        {why?.forecast && (
          <details>
            <summary>The forecasts that were known then</summary>
            <VerdictWays
              verdict={why.forecast}
              processName={page.processName}
              moneyHidden={page.moneyHidden}
              advised="was advised"
            />
            <p className="muted">{why.forecast.why}</p>
          </details>
        )}
      </div>
    </li>
  );
}

function words({ act, position, share }: SwitchAct, { type }: SwitchPage): string {
  const stands = positionWord({ type, position, share });
  return {
    ask: `Asked ${askedWord({ type }, position)}`,
    agree: 'Agreed',
    decline: 'Not agreed',
    switch: stands,
    told: `Told: ${stands}`,
    'not-told': 'Not told',
    verified: `Verified: ${stands}`,
    'not-verified': `Not verified: ${stands}`,
    noted: 'Noted',
  }[act];
}
