import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useParams } from 'wouter';
import type { ProcessPage } from '../../../src/features/balance/process-page-contract.ts';
import type { IncidentPage as Page } from '../../../src/features/unavailability/incident-contract.ts';
import '../access/form/form.css';
import { usePollEvery } from '../api/live.ts';
import { processPage } from '../api/things.ts';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { useMedia } from '../design/media.ts';
import { ReviewLine } from '../reviews/review-line.tsx';
import { ZoneOf } from '../shell/zones.tsx';
import { ActPanel } from './act-panel.tsx';
import { CausePanel } from './cause-panel.tsx';
import { HappenedPanel } from './happened-panel.tsx';
import { IncidentChart } from './incident-chart.tsx';
import { IncidentHead } from './incident-head.tsx';
import { nameOf } from './incident-words.ts';
import './incidents.css';
import { isMissing } from './is-missing.ts';
import { NoIncident } from './no-incident.tsx';
import { SimilarPanel } from './similar-panel.tsx';
import { StepsPanel } from './steps-panel.tsx';
import { type TakeStep, useIncident } from './use-incident.ts';
import { VendorPanels } from './vendor-panel.tsx';
import { VerdictPanel } from './verdict-panel.tsx';

/** One incident on one screen, for who was woken by it. */
export default function IncidentPage(): ReactNode {
  const { id = '' } = useParams<{ id: string }>();
  const { answer, take, isBusy } = useIncident(id);
  const title = answer.data ? [nameOf(answer.data), answer.data.processName].filter(Boolean).join(' ') : 'Incident';
  useEffect(() => {
    document.title = `${title} · Waga`;
  }, [title]);
  if (isMissing(answer.error)) return <NoIncident id={id} />;
  return (
    <Loaded answer={answer} name="Incident">
      {(page) => <Parts key={page.id} page={page} take={take} isBusy={isBusy} />}
    </Loaded>
  );
}

function Parts({ page, take, isBusy }: { page: Page; take: TakeStep; isBusy: boolean }): ReactNode {
  const answer = useQuery({
    ...processPage(page.process),
    refetchInterval: usePollEvery(),
    // Alarms of a component that no process stands on are about none.
    enabled: page.process !== '',
  });
  const process = answer.data;
  // Without the process the rest still stands: it may be gone from the catalogue.
  const isKnown = process !== undefined || answer.error !== null;
  return (
    <ZoneOf processZones={process ? [process.timeZone] : []}>
      <IncidentHead page={page} process={process} isKnown={isKnown} take={take} isBusy={isBusy} />
      <Columns page={page} process={process} take={take} isBusy={isBusy} />
    </ZoneOf>
  );
}

/** Side by side what it is and what to do; on a phone what to do comes right after the verdict. */
function Columns({
  page,
  process,
  take,
  isBusy,
}: {
  page: Page;
  process: ProcessPage | undefined;
  take: TakeStep;
  isBusy: boolean;
}): ReactNode {
  const isNarrow = useMedia('(max-width: 1000px)');
  const verdict = <VerdictPanel page={page} />;
  const cause = <CausePanel page={page} process={process} />;
  const vendors = <VendorPanels page={page} />;
  const steps = (
    <>
      <StepsPanel page={page} take={take} isBusy={isBusy} />
      <ReviewLine page={page} />
    </>
  );
  const acts = <ActPanel page={page} take={take} isBusy={isBusy} />;
  const past = (
    <>
      {page.process !== '' && <IncidentChart page={page} process={process} />}
      <SimilarPanel page={page} />
    </>
  );
  if (isNarrow) {
    return (
      <div className="incident-column">
        {verdict}
        {steps}
        {vendors}
        {cause}
        {acts}
        {past}
        <HappenedPanel page={page} />
      </div>
    );
  }
  return (
    <div className="incident-columns">
      <div className="incident-column">
        {verdict}
        {cause}
        {vendors}
        {past}
      </div>
      <div className="incident-column">
        {steps}
        {acts}
        <HappenedPanel page={page} />
      </div>
    </div>
  );
}
