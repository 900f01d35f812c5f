import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { ProcessPage } from '../../../src/features/balance/process-page-contract.ts';
import { processCurve as curveQuery } from '../api/balance.ts';
import { changesOf } from '../api/things.ts';
import { processCurve, rangeUntil } from '../balance/process-curve.ts';
import { ChangeList } from '../changes/change-list.tsx';
import { inOrder, marksOf } from '../changes/change-words.ts';
import { alarmIntervals } from '../component/alarm-intervals.ts';
import { type ChartRange, chartRanges, wholeSteps } from '../component/chart-ranges.ts';
import { CurveChart } from '../design/chart/curve-chart.tsx';
import { Choice } from '../design/choice.tsx';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';

/** The last hours against what was expected, with drops, the alarms of what it stands on, and changes. */
export function ProcessChart({ page }: { page: ProcessPage }): ReactNode {
  const [range, setRange] = useState<ChartRange>(chartRanges[0]);
  const interval = rangeUntil(Date.parse(page.asOf), range);
  const steps = wholeSteps(Date.parse(page.asOf), range);
  const curve = useQuery(curveQuery(page.name, steps, range.stepMinutes));
  const changes = useQuery(changesOf({ process: page.name }, interval));
  const drawn = useMemo(
    () =>
      curve.data && {
        ...processCurve(curve.data, page.drops, page.impact.drop),
        marks: marksOf(inOrder(changes.data?.changes ?? [])),
        alarms: alarmIntervals(page.alarms, Date.parse(page.asOf)),
      },
    [curve.data, changes.data, page],
  );
  return (
    <Panel
      title="Last hours"
      aside={<Choice label="How far back" choices={chartRanges} chosen={range} onChoose={setRange} />}
    >
      <div className="panel-body">
        {drawn ? (
          <CurveChart name={`${page.displayName}: ${page.kpi}`} unit={page.kpi} curve={drawn} />
        ) : curve.error ? (
          <ProblemNote problem={curve.error} onRetry={() => void curve.refetch()} />
        ) : (
          <div className="chart-canvas skeleton" />
        )}
        {changes.data && <ChangeList answer={changes.data} end={interval.to} />}
        {changes.error && <ProblemNote problem={changes.error} onRetry={() => void changes.refetch()} />}
      </div>
    </Panel>
  );
}
