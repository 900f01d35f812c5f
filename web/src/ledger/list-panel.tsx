import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { OutagesAnswer, SubjectShown } from '../../../src/features/outages/outage-contract.ts';
import type { EpochMs, Interval } from '../../../src/maths/instants.ts';
import { mostOutages, outagesOf } from '../api/ledger.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { type Asked, inOrderOfNeed, outagesAsked } from './asked.ts';
import { longDay } from './ledger-period.ts';
import { ListFilters } from './list-filters.tsx';
import { OutageList } from './outage-list.tsx';

/** The outages of the period, those first that somebody is waited for. Overdue and waiting ones are asked of all times. */
export function ListPanel({
  subject,
  outages,
  counts,
  title,
  day,
  asked,
  now,
  ask,
}: {
  subject: SubjectShown | null;
  outages: UseQueryResult<OutagesAnswer>;
  counts: OutagesAnswer['counts'] | null;
  title: string;
  /** The chosen day, where one is. */
  day: Interval | null;
  asked: Asked;
  now: EpochMs;
  ask: (changed: Record<string, string>) => void;
}): ReactNode {
  const only = asked.only === '' ? undefined : asked.only;
  const needed = useQuery({ ...outagesOf({ subject, ...(only ? { only } : {}) }), enabled: only !== undefined });
  const shown = only === undefined ? outages : needed;
  const rows =
    only === undefined
      ? outagesAsked(shown.data?.outages ?? [], asked, day, now)
      : inOrderOfNeed(
          (shown.data?.outages ?? []).filter((one) => (only === 'overdue' ? one.overdue : one.proposal !== null)),
        );
  return (
    <Panel title="Outages" note={noteFor(asked, title)}>
      <ListFilters asked={asked} counts={counts} ask={ask} />
      {shown.error && <ProblemNote problem={shown.error} onRetry={() => void shown.refetch()} />}
      {shown.data ? (
        <>
          <p className="audit-count muted small" role="status">
            {plural(rows.length, 'outage')}
            {shown.data.next !== null &&
              ` of the first ${countText(mostOutages)}: choose a subject or a shorter period`}
          </p>
          {rows.length === 0 ? (
            <p className="panel-empty muted">{nothingFor(asked, title)}</p>
          ) : (
            <OutageList outages={rows} now={now} isOne={subject !== null} moneyHidden={shown.data.moneyHidden} />
          )}
        </>
      ) : (
        shown.error === null && <div className="panel-skeleton skeleton" />
      )}
    </Panel>
  );
}

function noteFor({ only, day }: Asked, title: string): string {
  if (only === 'overdue') return 'Of all times: the report was due, and is not written.';
  if (only === 'waiting') return 'Of all times: an exclusion is proposed, and a second person is to agree or refuse.';
  return day === ''
    ? `${title}. Overdue reports first, then what waits for a second person, then newest first.`
    : `On ${longDay(day)}.`;
}

function nothingFor({ only, state, kind, fault, day }: Asked, title: string): string {
  if (only === 'overdue') return 'No report is overdue.';
  if (only === 'waiting') return 'Nothing waits for a second person.';
  if (state !== '' || kind !== '' || fault !== '') return 'No outage of this kind. Choose other filters.';
  return `Nothing was down ${day === '' ? `in ${title}` : `on ${longDay(day)}`}.`;
}
