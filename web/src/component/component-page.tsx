import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, useParams } from 'wouter';
import type { ComponentPage as Page } from '../../../src/features/balance/component-page-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { componentPage } from '../api/things.ts';
import { byName, sourceWords } from '../balance/process-view.ts';
import { ComponentCriticalityPanel } from '../criticality/component-panel.tsx';
import { State } from '../design/icons.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { ZoneOf } from '../shell/zones.tsx';
import { AlarmTable } from './alarm-table.tsx';
import { CarriedList } from './carried-list.tsx';
import './component.css';
import { ComponentHead } from './component-head.tsx';
import { DependencyTree } from './dependency-tree.tsx';
import { DiscoveredTable } from './discovered-table.tsx';
import { Indicators } from './indicators.tsx';
import './thing.css';

/** Everything about one component. */
export default function ComponentPage(): ReactNode {
  const { name = '' } = useParams<{ name: string }>();
  const answer = useQuery({ ...componentPage(name), refetchInterval: usePollEvery() });
  const title = answer.data?.displayName ?? name;
  useEffect(() => {
    document.title = `${title} · Waga`;
  }, [title]);
  return (
    <Loaded
      answer={answer}
      name={name}
      missing={{ what: 'component', name, hrefOf: (near) => `/components/${encodeURIComponent(near)}` }}
    >
      {(page) => <Parts key={page.name} page={page} />}
    </Loaded>
  );
}

function Parts({ page }: { page: Page }): ReactNode {
  const asOf = Date.parse(page.asOf);
  return (
    <ZoneOf processZones={page.timeZones}>
      <ComponentHead page={page} />
      <Indicators page={page} />
      <ComponentCriticalityPanel component={page.name} />
      <Panel
        title="Processes that stand on it"
        {...(page.moneyHidden ? { note: 'Money of some of them is not shown to you.' } : {})}
      >
        {page.carries.length === 0 ? (
          <p className="panel-empty muted">No process is declared to stand on it, directly or not.</p>
        ) : (
          <CarriedList carries={page.carries} components={byName(page.components)} />
        )}
      </Panel>
      <Panel title="What it stands on">
        {page.standsOn.length === 0 ? (
          <p className="panel-empty muted">It is not declared to stand on anything.</p>
        ) : (
          <DependencyTree lines={page.standsOn} components={page.components} asOf={asOf} />
        )}
      </Panel>
      <DiscoveredTable component={page.name} asOf={asOf} />
      <Panel title="Alarms of the last 30 days">
        {page.alarms.length === 0 ? (
          <p className="panel-empty muted">It was not in alarm.</p>
        ) : (
          <AlarmTable alarms={page.alarms} asOf={asOf} />
        )}
      </Panel>
      <Panel title="Reported by">
        <ul className="source-lines">
          {page.sources.map(({ name, state }) => (
            <li key={name}>
              <Link href={`/sources/${encodeURIComponent(name)}`}>{name}</Link>
              <State {...sourceWords[state]}>{sourceWords[state].word}</State>
            </li>
          ))}
        </ul>
        {page.sources.length === 0 && <p className="panel-empty muted">No source speaks of it.</p>}
      </Panel>
    </ZoneOf>
  );
}
