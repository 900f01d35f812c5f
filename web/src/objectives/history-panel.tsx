import { type ReactNode, useCallback, useMemo } from 'react';
import type { ObjectivePage } from '../../../src/features/objectives/slo-contract.ts';
import type { Draw } from '../design/chart/canvas.tsx';
import { ChartFigure } from '../design/chart/chart-figure.tsx';
import { zoneText } from '../design/format/times.ts';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { useZone } from '../shell/zones.tsx';
import { type BudgetPoint, budgetPoints, budgetSummary } from './budget-history.ts';
import { budgetOption } from './budget-option.ts';
import { leftText, minutesText } from './objective-words.ts';

/** How the budget went, step by step; below zero it is overspent. */
export function HistoryPanel({ page: { history, asOf, window } }: { page: ObjectivePage }): ReactNode {
  const zone = useZone();
  const points = useMemo(() => budgetPoints(history), [history]);
  const draw = useCallback<Draw>(
    (colours, width) => budgetOption(points, history.stepMinutes, zone, colours, width),
    [points, history.stepMinutes, zone],
  );
  const now = Date.parse(asOf ?? window.to);
  const hasUnknown = points.some(({ left }) => left === null);
  return (
    <Panel title="How the budget went">
      <div className="panel-body">
        {points.length === 0 ? (
          <p className="muted">It begins with the first step of {minutesText(history.stepMinutes)}.</p>
        ) : (
          <ChartFigure
            name="Budget left"
            summary={budgetSummary(points)}
            draw={draw}
            legend={
              <p className="chart-legend small">
                <span>
                  <i className="key actual" /> budget left
                </span>
                <span>
                  <i className="key objective" /> nothing left
                </span>
                {hasUnknown && (
                  <span>
                    <i className="key unknown" /> not known
                  </span>
                )}
                <span className="chart-axes">
                  a step is {minutesText(history.stepMinutes)} · {zoneText(now, zone)}
                </span>
              </p>
            }
            table={() => (
              <DataTable
                label="Budget left, as a table"
                columns={columnsUntil(now)}
                rows={[...points].reverse()}
                rowId={({ at }) => String(at)}
                rowTone={({ left }) => (left === null ? 'unknown-row' : left < 0 ? 'loss-row' : undefined)}
                pageSize={30}
              />
            )}
          />
        )}
      </div>
    </Panel>
  );
}

const columnsUntil = (now: number): TableColumn<BudgetPoint>[] => [
  { id: 'at', name: 'At', names: true, sortBy: ({ at }) => at, cell: ({ at }) => <Time at={at} near={now} /> },
  {
    id: 'left',
    name: 'Budget left',
    align: 'end',
    sortBy: ({ left }) => left,
    cell: ({ left }) => (left === null ? 'not known' : leftText(left)),
  },
];
