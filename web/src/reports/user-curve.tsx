import { type ReactNode, useCallback, useMemo } from 'react';
import type { WindowedCurve } from '../../../src/features/agreements/report-contract.ts';
import type { Draw } from '../design/chart/canvas.tsx';
import { ChartFigure } from '../design/chart/chart-figure.tsx';
import { fractionText } from '../design/format/fractions.ts';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { lengthOf, userCurveOption, worstWindow } from './user-curve-option.ts';

type Point = WindowedCurve['points'][number];

/** The worst that users found over windows of each length. */
export function UserCurve({ curve: { points }, name }: { curve: WindowedCurve; name: string }): ReactNode {
  const draw = useCallback<Draw>((colours, width) => userCurveOption(points, colours, width), [points]);
  const summary = useMemo(() => worstWindow(points), [points]);
  return (
    <Panel
      title={`${name}: the worst that users found`}
      note="For each length of time, the worst stretch of it in the period. Where the curve bends, bad episodes usually end."
    >
      <div className="panel-body">
        <ChartFigure
          name="Worst availability by users"
          summary={summary}
          draw={draw}
          legend={
            <p className="chart-legend small">
              <span>
                <i className="key actual" /> worst of all stretches of that length
              </span>
              <span className="chart-axes">length on a logarithmic scale</span>
            </p>
          }
          table={() => (
            <DataTable
              label="Worst availability by users, as a table"
              columns={columns}
              rows={points}
              rowId={({ minutes }) => String(minutes)}
              pageSize={30}
            />
          )}
        />
      </div>
    </Panel>
  );
}

const columns: TableColumn<Point>[] = [
  {
    id: 'length',
    name: 'Length',
    names: true,
    sortBy: ({ minutes }) => minutes,
    cell: ({ minutes }) => lengthOf(minutes),
  },
  {
    id: 'worst',
    name: 'Worst',
    align: 'end',
    sortBy: ({ worst }) => worst.numerator / worst.denominator,
    cell: ({ worst }) => fractionText(worst),
  },
  { id: 'from', name: 'It began', cell: ({ from }) => <Time at={Date.parse(from)} near={0} /> },
];
