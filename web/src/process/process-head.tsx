import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ProcessPage } from '../../../src/features/balance/process-page-contract.ts';
import { processBreakdownPath } from '../api/balance.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { processState } from '../balance/process-view.ts';
import { verdictText } from '../balance/verdict.ts';
import { ownerText } from '../component/owner-text.ts';
import { ratioText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { EstimateValue, Time } from '../design/numbers.tsx';
import IncidentLink from '../incidents/incident-link.tsx';
import { ledgerPath } from '../ledger/subject-text.ts';

/** Who answers for the process, what it is now, and what that costs. */
export function ProcessHead({ page }: { page: ProcessPage }): ReactNode {
  const { impact } = page;
  const state = processState(page);
  const verdict = verdictText(page.verdict);
  return (
    <header className={`thing-head ${impact.state}`}>
      <div className="thing-title">
        <p className="muted small">
          <Link href="/">Balance</Link> / Process / <code>{page.name}</code>
        </p>
        <h1>{page.displayName}</h1>
        <p className="thing-state" role="status">
          <State tone={state.tone} icon={state.icon}>
            {state.word}
          </State>
          {impact.class && <span className="badge">{impact.class}</span>}
          {impact.drop && <IncidentLink process={page.name} name={page.displayName} />}
          <span className="muted small">{verdict.sentence}</span>
        </p>
        {page.description !== null && <p>{page.description}</p>}
        <dl className="thing-facts">
          <div>
            <dt>Level</dt>
            <dd>
              <Link href={`/decisions/${encodeURIComponent(page.name)}`}>{page.level ?? 'not decided'}</Link>
            </dd>
          </div>
          <Fact name="Product" value={page.product?.displayName ?? 'none'} />
          <Fact name="Product manager" value={ownerText(page.productManager)} />
          <Fact name="Owner" value={ownerText(page.owner)} />
          <Fact name="Thresholds" value={page.thresholds.map(thresholdText).join('; ')} />
          <Fact name="Time zone" value={page.timeZone} />
          <div>
            <dt>Outages</dt>
            <dd>
              <Link href={ledgerPath({ kind: 'process', name: page.name })}>Its ledger</Link>
            </dd>
          </div>
        </dl>
      </div>
      <Money page={page} />
    </header>
  );
}

function Fact({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Money({ page }: { page: ProcessPage }): ReactNode {
  const { impact, displayName } = page;
  const path = processBreakdownPath(page.name);
  const none = page.moneyHidden ? hiddenMoneyText : page.currency === null ? 'its value is not declared' : null;
  return (
    <div className="thing-money">
      <p className="muted small">Missing per hour now</p>
      {impact.lossPerHour ? (
        <EstimateValue
          className="money"
          estimate={impact.lossPerHour}
          label={`${displayName}: money missing per hour`}
          path={path}
        />
      ) : (
        <p className="thing-none">{none ?? (impact.state === 'losing' ? 'no value known' : calmMoney(impact.state))}</p>
      )}
      {impact.drop && (
        <p className="small">
          <span className="muted">Lost since</span>{' '}
          <Time at={Date.parse(impact.drop.onset)} near={Date.parse(page.asOf)} />{' '}
          <span className="muted">({durationText(Date.parse(page.asOf) - Date.parse(impact.drop.onset))})</span>{' '}
          <EstimateValue
            interval={false}
            className="money"
            estimate={impact.drop.money ?? impact.drop.lost}
            label={`${displayName}: lost since onset`}
            path={path}
          />
          {impact.drop.money === null && <span className="muted"> {impact.step}</span>}
        </p>
      )}
    </div>
  );
}

function calmMoney(state: ProcessPage['impact']['state']): string {
  return state === 'ok' ? 'nothing' : 'not known';
}

function thresholdText({ on, partial, total }: ProcessPage['thresholds'][number]): string {
  return `${on === null ? '' : `${on}: `}P2 from ${ratioText(partial)}, P1 from ${ratioText(total)}`;
}
