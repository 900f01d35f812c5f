import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, useParams } from 'wouter';
import type { OutagePage as Page } from '../../../src/features/outages/outage-contract.ts';
import '../access/form/form.css';
import { balanceNow } from '../api/balance.ts';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { isMissing } from '../incidents/is-missing.ts';
import { ZoneOf } from '../shell/zones.tsx';
import { ActsPanel } from './acts-panel.tsx';
import { EndsPanel } from './ends-panel.tsx';
import { ExclusionPanel } from './exclusion-panel.tsx';
import { FactsPanel } from './facts-panel.tsx';
import './ledger.css';
import { LossPanel } from './loss-panel.tsx';
import { OutageHead } from './outage-head.tsx';
import './outage.css';
import { RevisionsPanel } from './revisions-panel.tsx';
import { StatusPanel } from './status-panel.tsx';
import { type Change, useOutage } from './use-outage.ts';

/** One entry of the ledger: what was, what counts, why, and who changed what of it. */
export default function OutagePage(): ReactNode {
  const { id = '' } = useParams<{ id: string }>();
  const { answer, change, isBusy } = useOutage(id);
  const title = answer.data ? `Outage of ${answer.data.subjectName}` : 'Outage';
  useEffect(() => {
    document.title = `${title} · Waga`;
  }, [title]);
  if (isMissing(answer.error)) return <NoOutage id={id} />;
  return (
    <Loaded answer={answer} name="Outage">
      {(page) => <Parts key={page.id} page={page} change={change} isBusy={isBusy} />}
    </Loaded>
  );
}

function Parts({ page, change, isBusy }: { page: Page; change: Change; isBusy: boolean }): ReactNode {
  const processes = useQuery(balanceNow).data?.processes ?? [];
  const own = processes.filter(({ name }) => page.subject.kind === 'process' && name === page.subject.name);
  return (
    <ZoneOf processZones={(own.length > 0 ? own : processes).map(({ timeZone }) => timeZone)}>
      <OutageHead page={page} />
      <div className="outage-columns">
        <div className="outage-column">
          <EndsPanel page={page} change={change} isBusy={isBusy} />
          <FactsPanel page={page} change={change} isBusy={isBusy} />
        </div>
        <div className="outage-column">
          <ActsPanel page={page} change={change} isBusy={isBusy} />
          <ExclusionPanel page={page} change={change} isBusy={isBusy} />
          <StatusPanel page={page} />
          <LossPanel page={page} />
        </div>
      </div>
      <RevisionsPanel page={page} />
    </ZoneOf>
  );
}

/** The address of an outage that there is not. */
function NoOutage({ id }: { id: string }): ReactNode {
  return (
    <section className="lone-page">
      <h1>There is no such outage</h1>
      <p>
        The ledger holds no outage with the id <code>{id}</code>. The link may be cut off, or belong to another Waga.
      </p>
      <p>
        <Link href="/ledger" className="button">
          The whole ledger
        </Link>
      </p>
    </section>
  );
}
