import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { SubjectShown } from '../../../src/features/outages/outage-contract.ts';
import type { EpochMs, Interval } from '../../../src/maths/instants.ts';
import { ledgerOf, outageCounts, outagesOf } from '../api/ledger.ts';
import { usePollEvery } from '../api/live.ts';
import { ProblemNote } from '../design/problem-note.tsx';
import { useZone } from '../shell/zones.tsx';
import type { Asked } from './asked.ts';
import { BySubject } from './by-subject.tsx';
import { CalendarPanel } from './calendar-panel.tsx';
import { dayCells } from './day-cells.ts';
import { EmptyLedger } from './empty-ledger.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { ListPanel } from './list-panel.tsx';

/** Figures, calendar and list of one question. */
export function LedgerParts({
  subject,
  period,
  title,
  now,
  asked,
  ask,
}: {
  subject: SubjectShown | null;
  period: Interval;
  title: string;
  now: EpochMs;
  asked: Asked;
  ask: (changed: Record<string, string>) => void;
}): ReactNode {
  const zone = useZone();
  const every = usePollEvery();
  const isPast = period.from < now;
  const figures = useQuery({
    ...ledgerOf(subject ?? { kind: 'process', name: '' }, period),
    refetchInterval: every,
    enabled: subject !== null && isPast,
  });
  const outages = useQuery({ ...outagesOf({ subject, period }), refetchInterval: every });
  const counts = useQuery({ ...outageCounts(subject), refetchInterval: every }).data;
  const unmeasured = subject === null ? none : (figures.data?.unmeasured ?? none);
  const rows = outages.data?.outages ?? none;
  const { from, to } = period;
  const cells = useMemo(
    () => dayCells(rows, unmeasured, { from, to }, zone, now),
    [rows, unmeasured, from, to, zone, now],
  );
  const isEmpty = counts?.all === 0 && rows.length === 0;
  return (
    <>
      {isEmpty && subject === null ? null : subject === null ? (
        <BySubject
          outages={rows}
          period={period}
          title={title}
          now={now}
          isLoaded={outages.data !== undefined}
          onChoose={(text) => ask({ subject: text })}
        />
      ) : (
        <FiguresPanel answer={figures} title={title} isPast={isPast} isWhole={period.to <= now} />
      )}
      {outages.error && !outages.data ? (
        <ProblemNote problem={outages.error} onRetry={() => void outages.refetch()} />
      ) : isEmpty ? (
        <EmptyLedger subject={subject} />
      ) : (
        <>
          <CalendarPanel
            cells={cells}
            zone={zone}
            isOne={subject !== null}
            chosen={asked.day}
            onChoose={(day) => ask({ day })}
          />
          <ListPanel
            subject={subject}
            outages={outages}
            counts={counts ?? null}
            title={title}
            day={cells.find(({ name }) => name === asked.day)?.interval ?? null}
            asked={asked}
            now={now}
            ask={ask}
          />
        </>
      )}
    </>
  );
}

const none: never[] = [];
