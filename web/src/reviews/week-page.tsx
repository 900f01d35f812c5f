import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useParams, useSearchParams } from 'wouter';
import type { Week } from '../../../src/features/reviews/weekly-contract.ts';
import '../access/form/form.css';
import { usePollEvery } from '../api/live.ts';
import { weekOf, weeksNow } from '../api/reviews.ts';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import '../ledger/outage.css';
import { isMissing } from '../incidents/is-missing.ts';
import { ZoneOf } from '../shell/zones.tsx';
import { HandoverPanel } from './handover-panel.tsx';
import { NoWeek } from './no-week.tsx';
import { NotesPanel } from './notes-panel.tsx';
import './reviews.css';
import './week.css';
import { WeekAlerts, WeekSwitches } from './week-alerts.tsx';
import { WeekActions, WeekHead, WeekMoney } from './week-ends.tsx';
import { WeekIncidents, WeekOutages } from './week-incidents.tsx';
import { WeekTitle } from './week-title.tsx';
import { WeekWindows } from './week-windows.tsx';

/** The agenda of a week, for a meeting: read on a big screen, or on paper. */
export default function WeekPage(): ReactNode {
  const { week = '' } = useParams<{ week: string }>();
  const [search] = useSearchParams();
  const weeks = useQuery(weeksNow);
  // A link without the name of the review means the only, or the first, one.
  const review = search.get('review') ?? weeks.data?.reviews[0]?.name ?? '';
  const answer = useQuery({ ...weekOf(week, review), enabled: review !== '', refetchInterval: usePollEvery() });
  useEffect(() => {
    document.title = `Week ${week} · Waga`;
  }, [week]);
  if (isMissing(answer.error) || (review === '' && weeks.data)) return <NoWeek week={week} />;
  return (
    <Loaded answer={review === '' ? { ...answer, error: weeks.error } : answer} name={`Week ${week}`}>
      {(page: Week) => (
        <ZoneOf processZones={[page.timeZone]}>
          <div className="week-sheet">
            <WeekTitle page={page} kept={weeks.data?.kept ?? []} />
            <WeekWindows page={page} />
            <WeekIncidents page={page} />
            <WeekOutages page={page} />
            <WeekAlerts page={page} />
            <WeekSwitches page={page} />
            <HandoverPanel page={page} />
            <WeekActions page={page} />
            <WeekMoney page={page} />
            <NotesPanel key={`${page.review} ${page.week}`} page={page} />
            <WeekHead page={page} />
          </div>
        </ZoneOf>
      )}
    </Loaded>
  );
}
