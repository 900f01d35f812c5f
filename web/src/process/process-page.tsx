import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, useParams } from 'wouter';
import type { ProcessPage as Page } from '../../../src/features/balance/process-page-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { processPage } from '../api/things.ts';
import { byName, sourceWords } from '../balance/process-view.ts';
import { AlarmTable } from '../component/alarm-table.tsx';
import { DependencyTree } from '../component/dependency-tree.tsx';
import '../component/thing.css';
import { ProcessCriticalityPanel } from '../criticality/process-panel.tsx';
import { State } from '../design/icons.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { ZoneOf } from '../shell/zones.tsx';
import { DropTable } from './drop-table.tsx';
import { Funnel } from './funnel.tsx';
import './process.css';
import { ProcessChart } from './process-chart.tsx';
import { ProcessHead } from './process-head.tsx';
import { ProcessNow } from './process-now.tsx';
import { ThresholdPanel } from './threshold-panel.tsx';

/** Everything about one process. */
export default function ProcessPage(): ReactNode {
  const { name = '' } = useParams<{ name: string }>();
  const answer = useQuery({ ...processPage(name), refetchInterval: usePollEvery() });
  const title = answer.data?.displayName ?? name;
  useEffect(() => {
    document.title = `${title} · Waga`;
  }, [title]);
  return (
    <Loaded
      answer={answer}
      name={name}
      missing={{ what: 'process', name, hrefOf: (near) => `/processes/${encodeURIComponent(near)}` }}
    >
      {(page) => <Parts key={page.name} page={page} />}
    </Loaded>
  );
}

function Parts({ page }: { page: Page }): ReactNode {
  const asOf = Date.parse(page.asOf);
  const components = byName(page.components);
  return (
    <ZoneOf processZones={[page.timeZone]}>
      <ProcessHead page={page} />
      <ProcessNow page={page} />
      <ProcessChart page={page} />
      <Funnel process={page.name} kpi={page.kpi} asOf={asOf} />
      <Panel title="What it stands on" note="As the catalogue declares it, with how each part is now.">
        {page.standsOn.length === 0 ? (
          <p className="panel-empty muted">
            No component is declared for it. Without one no alarm can speak for this process: name them in{' '}
            <code>dependsOn</code>.
          </p>
        ) : (
          <DependencyTree lines={page.standsOn} components={page.components} asOf={asOf} />
        )}
      </Panel>
      <ProcessCriticalityPanel process={page.name} />
      <ThresholdPanel
        process={page.name}
        componentName={(component) => components.get(component)?.displayName ?? component}
      />
      <Panel title="Drops of the last 30 days">
        {page.drops.length === 0 ? (
          <p className="panel-empty muted">No drop was proven in the last 30 days.</p>
        ) : (
          <DropTable drops={page.drops} asOf={asOf} />
        )}
      </Panel>
      <Panel title="Alarms below it, last 30 days">
        {page.alarms.length === 0 ? (
          <p className="panel-empty muted">Nothing that it stands on was in alarm.</p>
        ) : (
          <AlarmTable
            alarms={page.alarms}
            asOf={asOf}
            componentName={(component) => components.get(component)?.displayName ?? component}
          />
        )}
      </Panel>
      <Sources page={page} asOf={asOf} />
    </ZoneOf>
  );
}

function Sources({ page, asOf }: { page: Page; asOf: number }): ReactNode {
  return (
    <Panel title="Reported by" note="A minute is known once every live source that is bound to it is complete there.">
      <ul className="source-lines">
        {page.sources.map(({ name, state, completeUntil }) => (
          <li key={name}>
            <Link href={`/sources/${encodeURIComponent(name)}`}>{name}</Link>
            <State {...sourceWords[state]}>{sourceWords[state].word}</State>
            <span className="muted small">
              {completeUntil === null ? (
                'nothing is complete yet'
              ) : (
                <>
                  complete until <Time at={Date.parse(completeUntil)} near={asOf} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {page.sources.length === 0 && <p className="panel-empty muted">No source has sent anything for it yet.</p>}
    </Panel>
  );
}
