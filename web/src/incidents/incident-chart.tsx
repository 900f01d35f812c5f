import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { ProcessPage } from '../../../src/features/balance/process-page-contract.ts';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { processCurve as curveQuery } from '../api/balance.ts';
import { changesOf } from '../api/things.ts';
import { processCurve } from '../balance/process-curve.ts';
import { inOrder, marksOf } from '../changes/change-words.ts';
import { alarmIntervals } from '../component/alarm-intervals.ts';
import { CurveChart } from '../design/chart/curve-chart.tsx';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { aroundIncident } from './around.ts';

/** What came against what was expected, from an hour before it began. */
export function IncidentChart({ page, process }: { page: IncidentPage; process: ProcessPage | undefined }): ReactNode {
  const ends = { onset: Date.parse(page.onset), endedAt: page.endedAt === null ? null : Date.parse(page.endedAt) };
  const { stepMinutes, ...interval } = aroundIncident(ends, Date.parse(page.asOf));
  const curve = useQuery(curveQuery(page.process, interval, stepMinutes));
  const changes = useQuery(changesOf({ process: page.process }, interval));
  const drawn = useMemo(
    () =>
      curve.data && {
        ...processCurve(curve.data, process?.drops ?? [], process?.impact.drop ?? null),
        marks: marksOf(inOrder(changes.data?.changes ?? [])),
        alarms: alarmIntervals(process?.alarms ?? [], interval.to),
      },
    [curve.data, changes.data, process, interval.to],
  );
  return (
    <Panel
      title={page.kind === 'technical' ? 'The business meanwhile' : 'Actual against expected'}
      note="From an hour before it began."
    >
      <div className="panel-body">
        {drawn ? (
          <CurveChart name={process?.displayName ?? page.processName} unit={process?.kpi ?? 'events'} curve={drawn} />
        ) : curve.error ? (
          <ProblemNote problem={curve.error} onRetry={() => void curve.refetch()} />
        ) : (
          <div className="chart-canvas skeleton" />
        )}
      </div>
    </Panel>
  );
}
