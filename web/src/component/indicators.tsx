import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { ComponentPage } from '../../../src/features/balance/component-page-contract.ts';
import { measureBreakdownPath } from '../api/balance.ts';
import { changesOf, measureCurve } from '../api/things.ts';
import { indicatorWords } from '../balance/component-rows.ts';
import { rangeUntil } from '../balance/process-curve.ts';
import { ChangeList } from '../changes/change-list.tsx';
import { inOrder, marksOf } from '../changes/change-words.ts';
import type { ChartMark } from '../design/chart/curve.ts';
import { RatioChart } from '../design/chart/ratio-chart.tsx';
import { Choice } from '../design/choice.tsx';
import { plural, ratioText } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { Count, Ratio } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { alarmIntervals } from './alarm-intervals.ts';
import { type ChartRange, chartRanges, wholeSteps } from './chart-ranges.ts';

type Indicator = ComponentPage['health']['indicators'][number];

/** Each indicator of a component: where it stands, and its course against the objective with alarms and changes. */
export function Indicators({ page }: { page: ComponentPage }): ReactNode {
  const [range, setRange] = useState<ChartRange>(chartRanges[0]);
  const interval = rangeUntil(Date.parse(page.asOf), range);
  const changes = useQuery(changesOf({ component: page.name }, interval));
  const marks = useMemo(() => marksOf(inOrder(changes.data?.changes ?? [])), [changes.data]);
  const { indicators } = page.health;
  return (
    <Panel
      title="Indicators"
      aside={<Choice label="How far back" choices={chartRanges} chosen={range} onChoose={setRange} />}
    >
      <div className="panel-body">
        {indicators.length === 0 && (
          <p className="muted">
            Nothing measures it. A document of kind <code>Measure</code> with <code>component: {page.name}</code> begins
            to.
          </p>
        )}
        {indicators.map((indicator) => (
          <IndicatorPart key={indicator.measure} indicator={indicator} page={page} range={range} marks={marks} />
        ))}
        {changes.data && <ChangeList answer={changes.data} here={page.name} end={interval.to} />}
        {changes.error && <ProblemNote problem={changes.error} onRetry={() => void changes.refetch()} />}
      </div>
    </Panel>
  );
}

function IndicatorPart({
  indicator,
  page,
  range,
  marks,
}: {
  indicator: Indicator;
  page: ComponentPage;
  range: ChartRange;
  marks: readonly ChartMark[];
}): ReactNode {
  const curve = useQuery(measureCurve(indicator.measure, wholeSteps(Date.parse(page.asOf), range), range.stepMinutes));
  const { alarms, asOf } = page;
  const drawn = useMemo(
    () =>
      curve.data && {
        ...curve.data,
        from: Date.parse(curve.data.from),
        marks,
        alarms: alarmIntervals(
          alarms.filter(({ measure }) => measure === indicator.measure),
          Date.parse(asOf),
        ),
      },
    [curve.data, marks, alarms, asOf, indicator.measure],
  );
  return (
    <section className="indicator" aria-label={indicator.type}>
      <h3>{indicator.type}</h3>
      <Now
        indicator={indicator}
        component={page.displayName}
        alarms={alarms.filter(({ measure }) => measure === indicator.measure).length}
      />
      {drawn ? (
        <RatioChart name={`Share ${indicator.goodMeans}`} curve={drawn} />
      ) : curve.error ? (
        <ProblemNote problem={curve.error} onRetry={() => void curve.refetch()} />
      ) : (
        <div className="chart-canvas skeleton" />
      )}
    </section>
  );
}

/** That it calls nobody, for how long, and how often it would have begun to. */
function shadowWords({ channel, until }: NonNullable<Indicator['shadow']>, alarms: number): string {
  const end = until === null ? '' : ` until ${until.slice(0, 10)}`;
  return `in shadow${end}: ${plural(alarms, 'alarm')} in 30 days, told on ${channel}, nobody called`;
}

function Now({
  indicator,
  component,
  alarms,
}: {
  indicator: Indicator;
  component: string;
  /** So many in the last 30 days. */
  alarms: number;
}): ReactNode {
  const word = indicatorWords[indicator.state];
  const path = measureBreakdownPath(indicator.measure);
  const label = `${component}, ${indicator.type}`;
  return (
    <p className="indicator-now small">
      <State tone={word.tone} icon={word.icon}>
        {word.word}
      </State>
      {indicator.reached !== null && <Ratio ratio={indicator.reached} label={`${label}, reached`} path={path} />}
      <span className="muted">objective ≥ {ratioText(indicator.objective)}</span>
      {indicator.good !== null && indicator.valid !== null && (
        <span className="muted">
          <Count count={indicator.good} label={`${label}, good`} path={path} /> good of{' '}
          <Count count={indicator.valid} label={`${label}, valid`} path={path} /> in {indicator.window.minutes} min
        </span>
      )}
      {indicator.shadow && (
        <State tone="calm" icon="quiet">
          {shadowWords(indicator.shadow, alarms)}
        </State>
      )}
      {indicator.state === 'quiet' && <span className="muted">fewer than {indicator.floor}, so it is not judged</span>}
      {indicator.notes.map((note) => (
        <span className="muted" key={note}>
          {note}
        </span>
      ))}
    </p>
  );
}
