import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { bucketStart, type EpochMs, type Interval, minute } from '../../../src/maths/instants.ts';
import { processCurve as curveQuery } from '../api/balance.ts';
import { changesOf, componentPage, processPage } from '../api/things.ts';
import { processCurve } from '../balance/process-curve.ts';
import { ChangeList } from '../changes/change-list.tsx';
import { inOrder, marksOf } from '../changes/change-words.ts';
import { alarmIntervals } from '../component/alarm-intervals.ts';
import { CurveChart } from '../design/chart/curve-chart.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { AlarmStrip } from './alarm-strip.tsx';
import { aroundEnds } from './ends-draft.ts';
import { EndsHandles } from './ends-handles.tsx';
import type { Ends } from './use-ends.ts';

interface Shown {
  page: OutagePage;
  ends: Ends;
  now: EpochMs;
  mayCorrect: boolean;
}

/** What came against what was expected around it, with a handle at each end; of a component its alarms alone. */
export function EndsChart(shown: Shown): ReactNode {
  const around = aroundEnds(shown.page, shown.now);
  const isPast = around.from < bucketStart(shown.now, minute);
  return shown.page.subject.kind === 'process' && isPast ? (
    <ProcessEnds {...shown} around={around} />
  ) : (
    <ComponentEnds {...shown} around={around} />
  );
}

function ProcessEnds({
  page,
  ends,
  now,
  mayCorrect,
  around,
}: Shown & { around: Interval & { stepMinutes: number } }): ReactNode {
  const step = around.stepMinutes * minute;
  // What is still to come has no curve; a step that still runs would be drawn as unknown.
  const interval = { from: around.from, to: Math.max(around.from + step, Math.min(around.to, bucketStart(now, step))) };
  const curve = useQuery(curveQuery(page.subject.name, interval, around.stepMinutes));
  const changes = useQuery(changesOf({ process: page.subject.name }, interval));
  const process = useQuery(processPage(page.subject.name)).data;
  const drawn = useMemo(
    () =>
      curve.data && {
        ...processCurve(curve.data, process?.drops ?? [], null),
        marks: marksOf(inOrder(changes.data?.changes ?? [])),
        alarms: alarmIntervals(process?.alarms ?? [], interval.to),
      },
    [curve.data, changes.data, process, interval.to],
  );
  if (drawn === undefined) {
    return curve.error ? (
      <ProblemNote problem={curve.error} onRetry={() => void curve.refetch()} />
    ) : (
      <div className="chart-canvas skeleton" />
    );
  }
  const seen = { from: drawn.from, to: drawn.from + Math.max(1, drawn.actual.length - 1) * step };
  return (
    <>
      <CurveChart
        name={page.subjectName}
        unit={process?.kpi ?? 'events'}
        curve={drawn}
        over={(plot) => (
          <EndsHandles page={page} ends={ends} plot={plot} seen={seen} now={now} mayCorrect={mayCorrect} />
        )}
      />
      {changes.data && changes.data.changes.length > 0 && <ChangeList answer={changes.data} end={interval.to} />}
    </>
  );
}

function ComponentEnds({
  page,
  ends,
  now,
  mayCorrect,
  around,
}: Shown & { around: Interval & { stepMinutes: number } }): ReactNode {
  const isComponent = page.subject.kind === 'component';
  const component = useQuery({ ...componentPage(page.subject.name), enabled: isComponent });
  const alarms = alarmIntervals(component.data?.alarms ?? [], now);
  return (
    <AlarmStrip name={page.subjectName} seen={around} alarms={alarms} isComponent={isComponent}>
      {(plot) => <EndsHandles page={page} ends={ends} plot={plot} seen={around} now={now} mayCorrect={mayCorrect} />}
    </AlarmStrip>
  );
}
