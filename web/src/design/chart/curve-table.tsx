import { type ReactNode, useMemo } from 'react';
import { countText, estimatedCountText } from '../format/numbers.ts';
import { Time } from '../numbers.tsx';
import { DataTable, type TableColumn } from '../table/data-table.tsx';
import { type Curve, type CurvePoint, pointsOf } from './curve.ts';

const orUnknown = (value: number | null): string => (value === null ? 'unknown' : estimatedCountText(value));

const happenedColumn: TableColumn<CurvePoint> = {
  id: 'happened',
  name: 'Changes and alarms',
  cell: ({ marks, alarm }) => {
    const words = alarm ? [...marks, 'alarm'] : marks;
    return words.length === 0 ? <span className="muted none">–</span> : words.join(', ');
  },
};

/** The same steps as the chart, newest first. */
export function CurveTable({ name, curve }: { name: string; curve: Curve }): ReactNode {
  const rows = useMemo(() => pointsOf(curve).reverse(), [curve]);
  const end = curve.from + curve.actual.length * curve.stepMinutes * 60_000;
  const columns = useMemo<TableColumn<CurvePoint>[]>(
    () => [
      {
        id: 'from',
        name: 'From',
        names: true,
        sortBy: (point) => point.from,
        cell: (point) => <Time at={point.from} near={end} />,
      },
      {
        id: 'actual',
        name: 'Actual',
        align: 'end',
        sortBy: (point) => point.actual,
        cell: (point) => (point.actual === null ? 'unknown' : countText(point.actual)),
      },
      {
        id: 'expected',
        name: 'Expected',
        align: 'end',
        sortBy: (point) => point.expected,
        cell: (point) => orUnknown(point.expected),
      },
      {
        id: 'band',
        name: `${Math.round(curve.level * 100)}% band`,
        align: 'end',
        cell: (point) =>
          point.low === null || point.high === null ? 'unknown' : `${orUnknown(point.low)}–${orUnknown(point.high)}`,
      },
      {
        id: 'missing',
        name: 'Missing in a drop',
        align: 'end',
        sortBy: (point) => point.missing,
        cell: (point) => (point.missing === null ? <span className="muted none">–</span> : orUnknown(point.missing)),
      },
      ...(curve.marks === undefined ? [] : [happenedColumn]),
    ],
    [curve.level, curve.marks, end],
  );
  return (
    <DataTable
      label={`${name}, as a table`}
      columns={columns}
      rows={rows}
      rowId={(point) => String(point.from)}
      rowTone={(point) =>
        point.actual === null ? 'unknown-row' : point.missing !== null && point.missing > 0 ? 'loss-row' : undefined
      }
      pageSize={30}
    />
  );
}
