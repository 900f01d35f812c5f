import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, useParams, useSearchParams } from 'wouter';
import type { AlertPage as Page } from '../../../src/features/balance/alert-contract.ts';
import '../access/form/form.css';
import { alertNamed } from '../api/alerts.ts';
import { usePollEvery } from '../api/live.ts';
import { useMe } from '../api/me.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import '../component/thing.css';
import { Command } from '../design/command.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { isMissing } from '../incidents/is-missing.ts';
import { replayPath } from '../replay/replay-asked.ts';
import { AlertHead } from './alert-head.tsx';
import { idOf } from './alert-words.ts';
import { alertYaml } from './alert-yaml.ts';
import './alerts.css';
import { daysOffered } from './asked.ts';
import { NoAlert } from './no-alert.tsx';
import { ProposalPanel } from './proposal-panel.tsx';
import { RetirementPanel } from './retirement-panel.tsx';
import { TimelinePanel } from './timeline-panel.tsx';

/** One alert: what it is, whether it was right, a better rule for it, and how to be rid of it. */
export default function AlertPage(): ReactNode {
  const { id: param = '' } = useParams<{ id: string }>();
  const [search] = useSearchParams();
  const id = idOf(param);
  const days = daysOffered.find((one) => String(one) === search.get('days')) ?? 30;
  const answer = useQuery({ ...alertNamed(id, days), refetchInterval: usePollEvery() });
  const name = answer.data?.name ?? 'Alert';
  useEffect(() => {
    document.title = `${name} · Waga`;
  }, [name]);
  if (isMissing(answer.error)) return <NoAlert id={id} />;
  return (
    <Loaded answer={answer} name="Alert">
      {(page) => (
        <InProcessZones>
          <Parts key={page.id} page={page} days={days} />
        </InProcessZones>
      )}
    </Loaded>
  );
}

function Parts({ page, days }: { page: Page; days: number }): ReactNode {
  const mayEdit = useMe()?.rights.includes('edit') ?? false;
  return (
    <>
      <AlertHead page={page} />
      {!page.inCatalog && (
        <Panel
          title="It is not in the catalogue"
          note="Another tool sends it and nobody has said what it watches. Put these lines into a file of the catalogue and correct them."
        >
          <div className="panel-body">
            <Command command={alertYaml(page)} />
          </div>
        </Panel>
      )}
      <TimelinePanel page={page} />
      {page.origin === 'measure' && page.retired === null && <ProposalPanel page={page} days={days} />}
      {page.origin === 'business' && (
        <p className="alert-ways">
          <Link className="button" href={replayPath(page.processes.map((name) => ({ kind: 'process', name })))}>
            Try other thresholds in a replay
          </Link>
        </p>
      )}
      <RetirementPanel page={page} mayEdit={mayEdit} />
    </>
  );
}
