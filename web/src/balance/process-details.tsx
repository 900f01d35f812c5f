import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Link } from 'wouter';
import { balanceMatrix, processCurve as curveQuery, processBreakdownPath } from '../api/balance.ts';
import { changesOf } from '../api/things.ts';
import { ChangeList } from '../changes/change-list.tsx';
import { inOrder, marksOf } from '../changes/change-words.ts';
import { alarmIntervals } from '../component/alarm-intervals.ts';
import '../component/thing.css';
import { CurveChart } from '../design/chart/curve-chart.tsx';
import { plural } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { Count, EstimateValue, Time } from '../design/numbers.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { hiddenMoneyText } from './hidden-money.ts';
import { type CurveRange, curveRanges, processCurve, rangeUntil } from './process-curve.ts';
import { byName, healthWords, sourceWords } from './process-view.ts';
import type { ShownProcess } from './shown-process.ts';

/** An opened process: why it reads as it does, its curve, what it stands on, and who reports it. */
export default function ProcessDetails({ process, balance, components }: ShownProcess): ReactNode {
  return (
    <>
      {process.impact.notes.length > 0 && (
        <ul className="process-notes">
          {process.impact.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <ProcessChart process={process} asOf={Date.parse(balance.asOf)} />
      <div className="process-parts">
        <Numbers process={process} />
        <section>
          <h4>Stands on</h4>
          {process.components.length === 0 && <p className="muted small">No component is declared for it.</p>}
          <ul className="part-list">
            {process.components.map((name) => {
              const component = components.get(name);
              const word = healthWords[component?.health.state ?? 'unmeasured'];
              return (
                <li key={name}>
                  <Link href={`/components/${encodeURIComponent(name)}`}>{component?.displayName ?? name}</Link>
                  <State {...word}>{word.word}</State>
                </li>
              );
            })}
          </ul>
        </section>
        <Sources names={process.sources} balance={balance} />
      </div>
    </>
  );
}

function ProcessChart({ process, asOf }: { process: ShownProcess['process']; asOf: number }): ReactNode {
  const [range, setRange] = useState<CurveRange>(curveRanges[1]);
  const interval = rangeUntil(asOf, range);
  const curve = useQuery(curveQuery(process.name, interval, range.stepMinutes));
  const drops = useQuery(balanceMatrix(interval, process.name));
  const changes = useQuery(changesOf({ process: process.name }, interval));
  const drawn = useMemo(
    () =>
      curve.data
        ? {
            ...processCurve(curve.data, drops.data?.drops ?? [], process.impact.drop),
            marks: marksOf(inOrder(changes.data?.changes ?? [])),
            alarms: alarmIntervals(drops.data?.alarms ?? [], interval.to),
          }
        : null,
    [curve.data, drops.data, changes.data, process.impact.drop, interval.to],
  );
  return (
    <div className="process-chart">
      <ToggleButtonGroup
        className="segments"
        aria-label="How far back"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[range.id]}
        onSelectionChange={(keys) => setRange(curveRanges.find(({ id }) => keys.has(id)) ?? curveRanges[1])}
      >
        {curveRanges.map(({ id, name }) => (
          <ToggleButton key={id} id={id}>
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {drawn && (
        <CurveChart name={`${process.displayName}: ${process.impact.step}`} unit={process.impact.step} curve={drawn} />
      )}
      {changes.data && changes.data.changes.length > 0 && <ChangeList answer={changes.data} end={interval.to} />}
      {!drawn && curve.error && <ProblemNote problem={curve.error} onRetry={() => void curve.refetch()} />}
      {!drawn && !curve.error && <div className="chart-canvas skeleton" />}
    </div>
  );
}

function Numbers({ process }: { process: ShownProcess['process'] }): ReactNode {
  const { drop, conversion, valuePerEvent, moneyHidden } = process.impact;
  const path = processBreakdownPath(process.name);
  const name = process.displayName;
  return (
    <section>
      <h4>In numbers</h4>
      <dl className="part-numbers">
        {drop && (
          <>
            <div>
              <dt>Began</dt>
              <dd>
                <Time at={Date.parse(drop.onset)} near={Date.parse(process.impact.asOf)} />, noticed{' '}
                <Time at={Date.parse(drop.detectedAt)} near={Date.parse(process.impact.asOf)} />
              </dd>
            </div>
            <div>
              <dt>Missing events</dt>
              <dd>
                <EstimateValue estimate={drop.lost} label={`${name}: events missing since onset`} path={path} />
              </dd>
            </div>
            {(drop.money || drop.moneyHidden) && (
              <div>
                <dt>Missing money</dt>
                <dd>
                  {drop.money ? (
                    <EstimateValue
                      className="money"
                      estimate={drop.money}
                      label={`${name}: money missing since onset`}
                      path={path}
                    />
                  ) : (
                    <span className="muted">{hiddenMoneyText}</span>
                  )}
                </dd>
              </div>
            )}
          </>
        )}
        {conversion && (
          <div>
            <dt>Conversion</dt>
            <dd>
              <Count count={conversion.finished} label={`${name}: finished`} path={path} /> of{' '}
              <Count count={conversion.started} label={`${name}: started`} path={path} /> {conversion.counted}
            </dd>
          </div>
        )}
        {(valuePerEvent || moneyHidden) && (
          <div>
            <dt>Value of one</dt>
            <dd>
              {valuePerEvent ? (
                <EstimateValue
                  estimate={valuePerEvent}
                  label={`${name}: value of one ${process.impact.step}`}
                  path={path}
                />
              ) : (
                <span className="muted">{hiddenMoneyText}</span>
              )}
            </dd>
          </div>
        )}
        <div>
          <dt>Counted over</dt>
          <dd>
            <Time at={Date.parse(process.impact.window.from)} />–<Time at={Date.parse(process.impact.window.to)} />,{' '}
            {plural(process.impact.window.minutes, 'minute')}
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Sources({ names, balance }: { names: readonly string[]; balance: ShownProcess['balance'] }): ReactNode {
  const sources = byName(balance.sources);
  return (
    <section>
      <h4>Reported by</h4>
      {names.length === 0 && <p className="muted small">No source is bound to it.</p>}
      <ul className="part-list">
        {names.map((name) => {
          const word = sourceWords[sources.get(name)?.state ?? 'never'];
          return (
            <li key={name}>
              <Link href={`/sources/${encodeURIComponent(name)}`}>{name}</Link>
              <State {...word}>{word.word}</State>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
