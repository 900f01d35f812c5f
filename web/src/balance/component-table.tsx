import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import type { BalanceNow } from '../../../src/features/balance/contract.ts';
import { measureBreakdownPath } from '../api/balance.ts';
import { ratioText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { Count, Ratio, Time } from '../design/numbers.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { type IndicatorRow, indicatorRows, indicatorWords, reachedNumber } from './component-rows.ts';
import { byName } from './process-view.ts';

export default function ComponentTable({ balance }: { balance: BalanceNow }): ReactNode {
  const rows = useMemo(() => indicatorRows(balance.components), [balance.components]);
  const columns = useMemo(() => columnsFor(balance), [balance]);
  return (
    <DataTable
      label="Technical health"
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      cardsBelow={1080}
      rowTone={({ indicator }) =>
        indicator?.state === 'alarm' ? 'alarm-row' : indicator?.state === 'unknown' ? 'unknown-row' : undefined
      }
    />
  );
}

function columnsFor(balance: BalanceNow): TableColumn<IndicatorRow>[] {
  const processes = byName(balance.processes);
  const asOf = Date.parse(balance.asOf);
  return [
    {
      id: 'component',
      name: 'Component',
      names: true,
      sortBy: ({ component }) => component.displayName,
      cell: ({ component }) => (
        <span className="stack">
          <Link href={`/components/${encodeURIComponent(component.name)}`}>
            <strong>{component.displayName}</strong>
          </Link>
          <small className="muted">{[component.type, component.level].filter(Boolean).join(', ')}</small>
        </span>
      ),
    },
    {
      id: 'indicator',
      name: 'Indicator',
      sortBy: ({ indicator }) => indicator?.type ?? null,
      cell: ({ indicator }) =>
        indicator ? (
          <span className="stack">
            <span>{indicator.type}</span>
            <small className="muted">
              {indicator.goodMeans}, {indicator.window.minutes} min
            </small>
          </span>
        ) : (
          <span className="muted">none</span>
        ),
    },
    {
      id: 'state',
      name: 'State',
      cell: ({ indicator, component }) => {
        const word = indicator ? indicatorWords[indicator.state] : null;
        return (
          <span className="stack">
            <State tone={word?.tone ?? 'unknown'} icon={word?.icon ?? 'none'}>
              {word?.word ?? 'Not measured'}
            </State>
            {indicator?.shadow && <small className="muted">in shadow: calls nobody</small>}
            {indicator?.state === 'quiet' && <small className="muted">fewer than {indicator.floor}</small>}
            {indicator?.notes.map((note) => (
              <small className="muted" key={note}>
                {note}
              </small>
            ))}
            {!indicator && <small className="muted">nothing watches {component.name}</small>}
          </span>
        );
      },
    },
    {
      id: 'reached',
      name: 'Reached',
      align: 'end',
      sortBy: reachedNumber,
      cell: ({ indicator, component }) =>
        indicator?.reached == null ? (
          <span className="muted none">–</span>
        ) : (
          <Ratio
            ratio={indicator.reached}
            label={`${component.displayName}, ${indicator.type}, reached`}
            path={measureBreakdownPath(indicator.measure)}
          />
        ),
    },
    {
      id: 'objective',
      name: 'Objective',
      align: 'end',
      sortBy: ({ indicator }) => (indicator ? Number(indicator.objective) : null),
      cell: ({ indicator }) =>
        indicator ? `≥ ${ratioText(indicator.objective)}` : <span className="muted none">–</span>,
    },
    {
      id: 'good',
      name: 'Good / valid',
      align: 'end',
      sortBy: ({ indicator }) => indicator?.valid ?? null,
      cell: ({ indicator, component }) =>
        indicator?.good == null || indicator.valid === null ? (
          <span className={indicator ? 'muted' : 'muted none'}>{indicator ? 'unknown' : '–'}</span>
        ) : (
          <span className="pair">
            <Count
              count={indicator.good}
              label={`${component.displayName}, ${indicator.type}, good`}
              path={measureBreakdownPath(indicator.measure)}
            />
            <span className="muted">/</span>
            <Count
              count={indicator.valid}
              label={`${component.displayName}, ${indicator.type}, valid`}
              path={measureBreakdownPath(indicator.measure)}
            />
          </span>
        ),
    },
    {
      id: 'alarm',
      name: 'Alarm since',
      sortBy: ({ indicator }) => (indicator?.alarm ? Date.parse(indicator.alarm.startedAt) : null),
      cell: ({ indicator }) => {
        if (!indicator?.alarm) return <span className="muted none">–</span>;
        const since = Date.parse(indicator.alarm.startedAt);
        return (
          <span>
            <Time at={since} near={asOf} /> <span className="muted">{durationText(asOf - since)}</span>
          </span>
        );
      },
    },
    {
      id: 'processes',
      name: 'Carries',
      cell: ({ component }) => (
        <span className="carries" title={component.processes.join(', ')}>
          {component.processes.length === 0 ? (
            <span className="muted">no process</span>
          ) : component.processes.length > 3 ? (
            `${component.processes.length} processes`
          ) : (
            component.processes.map((name) => processes.get(name)?.displayName ?? name).join(', ')
          )}
        </span>
      ),
    },
  ];
}
