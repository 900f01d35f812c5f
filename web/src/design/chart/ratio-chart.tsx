import { type ReactNode, useCallback, useMemo } from 'react';
import { useZone } from '../../shell/zones.tsx';
import { countText, ratioText } from '../format/numbers.ts';
import { zoneText } from '../format/times.ts';
import { Time } from '../numbers.tsx';
import { DataTable, type TableColumn } from '../table/data-table.tsx';
import type { Draw } from './canvas.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { HappenedKeys } from './happened-keys.tsx';
import { type RatioCurve, type RatioPoint, ratioPoints, ratioSummary } from './ratio-curve.ts';
import { percentText, ratioOption } from './ratio-option.ts';

/** Good of valid against its objective over time. */
export function RatioChart({ name, curve }: { name: string; curve: RatioCurve }): ReactNode {
  const zone = useZone();
  const summary = useMemo(() => ratioSummary(curve), [curve]);
  const draw = useCallback<Draw>((colours, width) => ratioOption(curve, zone, colours, width), [curve, zone]);
  return (
    <ChartFigure
      name={name}
      summary={summary}
      draw={draw}
      legend={<Legend curve={curve} zone={zone} />}
      table={() => <RatioTable name={name} curve={curve} />}
    />
  );
}

function Legend({ curve, zone }: { curve: RatioCurve; zone: string }): ReactNode {
  return (
    <p className="chart-legend small">
      <span>
        <i className="key actual" /> good of valid
      </span>
      <span>
        <i className="key objective" /> objective ≥ {ratioText(curve.objective)}
      </span>
      <span>
        <i className="key missed" /> missed
      </span>
      <HappenedKeys marks={curve.marks} alarms={curve.alarms} />
      {curve.valid.includes(null) && (
        <span>
          <i className="key unknown" /> unknown
        </span>
      )}
      <span className="chart-axes">
        per {curve.stepMinutes === 1 ? 'minute' : `${curve.stepMinutes} minutes`} · {zoneText(curve.from, zone)}
      </span>
    </p>
  );
}

/** The same steps as the chart, newest first. */
function RatioTable({ name, curve }: { name: string; curve: RatioCurve }): ReactNode {
  const rows = useMemo(() => ratioPoints(curve).reverse(), [curve]);
  const end = curve.from + curve.valid.length * curve.stepMinutes * 60_000;
  return (
    <DataTable
      label={`${name}, as a table`}
      columns={columnsUntil(end)}
      rows={rows}
      rowId={(point) => String(point.from)}
      rowTone={(point) => (point.valid === null ? 'unknown-row' : point.missed ? 'alarm-row' : undefined)}
      pageSize={30}
    />
  );
}

const orUnknown = (count: number | null): string => (count === null ? 'unknown' : countText(count));

function columnsUntil(end: number): TableColumn<RatioPoint>[] {
  return [
    {
      id: 'from',
      name: 'From',
      names: true,
      sortBy: ({ from }) => from,
      cell: ({ from }) => <Time at={from} near={end} />,
    },
    {
      id: 'reached',
      name: 'Reached',
      align: 'end',
      sortBy: ({ percent }) => percent,
      cell: ({ percent, valid }) =>
        percent === null ? (valid === null ? 'unknown' : 'nothing to judge') : percentText(percent, 3),
    },
    { id: 'good', name: 'Good', align: 'end', sortBy: ({ good }) => good, cell: ({ good }) => orUnknown(good) },
    { id: 'valid', name: 'Valid', align: 'end', sortBy: ({ valid }) => valid, cell: ({ valid }) => orUnknown(valid) },
    {
      id: 'happened',
      name: 'Changes and alarms',
      cell: ({ marks, alarm, missed }) => {
        const words = [...marks, ...(alarm ? ['alarm'] : []), ...(missed ? ['below the objective'] : [])];
        return words.length === 0 ? <span className="muted none">–</span> : words.join(', ');
      },
    },
  ];
}
