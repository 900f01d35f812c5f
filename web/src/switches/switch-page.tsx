import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, useParams } from 'wouter';
import type { SwitchPage as Page } from '../../../src/features/unavailability/switches/switch-contract.ts';
import '../access/form/form.css';
import { usePollEvery } from '../api/live.ts';
import { switchNamed } from '../api/switches.ts';
import { processPage } from '../api/things.ts';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { VerdictWays } from '../incidents/verdict-ways.tsx';
import { wholeName } from '../shell/whole-name.ts';
import { ZoneOf } from '../shell/zones.tsx';
import { BreakerPart } from './breaker-part.tsx';
import { PositionMark, SwitchState } from './position-mark.tsx';
import { Whose } from './switch-card.tsx';
import { Checks, CustomersSee, Headline, SinceWhy } from './switch-facts.tsx';
import { SwitchHistory } from './switch-history.tsx';
import { SwitchWays } from './switch-ways.tsx';
import './switches.css';
import { useIncidentOf } from './use-switch.ts';

/** One switch: how it stands and how sure that is, what it would cost, what to do, and everything that was done. */
export default function SwitchPage(): ReactNode {
  const name = wholeName(useParams<{ name: string }>().name ?? '');
  const answer = useQuery({ ...switchNamed(name), refetchInterval: usePollEvery() });
  const title = answer.data?.displayName ?? name;
  useEffect(() => {
    document.title = `${title} · Switches · Waga`;
  }, [title]);
  return (
    <Loaded
      answer={answer}
      name={name}
      missing={{ what: 'switch', name, hrefOf: (near) => `/switches/${encodeURIComponent(near)}` }}
    >
      {(page) => <Parts key={page.name} page={page} />}
    </Loaded>
  );
}

function Parts({ page }: { page: Page }): ReactNode {
  const process = useQuery(processPage(page.process)).data;
  const incident = useIncidentOf(page.process);
  const asOf = Date.now();
  return (
    <ZoneOf processZones={process ? [process.timeZone] : []}>
      <header className="thing-head">
        <div className="thing-title">
          <p className="muted small">
            <Link href="/switches">Switches</Link>
          </p>
          <h1>{page.displayName}</h1>
          <p className="muted">
            <Whose one={page} />
          </p>
        </div>
      </header>
      <section
        className={`panel switch-card ${page.state === 'not-verified' ? 'loss' : ''}`}
        aria-label="How it stands"
      >
        <p className="switch-stands">
          <PositionMark one={page} />
          <SwitchState one={page} />
        </p>
        <Headline one={page} />
        <SinceWhy one={page} asOf={asOf} />
        <CustomersSee one={page} />
        <BreakerPart one={page} asOf={asOf} />
        <SwitchWays one={page} incident={incident} />
        {page.may.length === 0 && (
          <p className="muted small">You may look on. Those who are on call, editors and administrators switch.</p>
        )}
      </section>
      {incident?.verdict && (
        <Panel
          title="What it costs now"
          note={
            <>
              The forecasts of <Link href={`/incidents/${encodeURIComponent(incident.id)}`}>the open incident</Link>.
              They are kept with what you do.
            </>
          }
        >
          <VerdictWays verdict={incident.verdict} processName={page.processName} moneyHidden={incident.moneyHidden} />
          <p className="switch-why small">{incident.verdict.why}</p>
        </Panel>
      )}
      <Panel title="What verifies it">
        <div className="switch-body">
          <Checks checks={page.checks} asOf={asOf} />
          {page.how !== null && <p className="small">A person flips it: {page.how}</p>}
        </div>
      </Panel>
      <SwitchHistory page={page} />
    </ZoneOf>
  );
}
