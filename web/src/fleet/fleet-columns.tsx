import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { FleetRow } from '../../../src/features/agreements/fleet-contract.ts';
import { minute } from '../../../src/maths/instants.ts';
import { divisionText, fractionText } from '../design/format/fractions.ts';
import { bigText, countText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import type { GridColumn } from '../design/table/virtual-grid.tsx';
import { reportHref } from '../reports/period-words.ts';

/** What one compares the fleet by. Each cell has one thing to act on at most. `month` is that of the report, as `2026-11`. */
export const fleetColumns = (month: string): readonly GridColumn<FleetRow>[] => [
  { id: 'name', name: 'Name', width: 12, grow: 2, cell: named },
  { id: 'product', name: 'Product', width: 7, grow: 0.6, cell: ({ product }) => words(product) },
  { id: 'level', name: 'Level', width: 6, cell: ({ level }) => words(level) },
  { id: 'available', name: 'Available', width: 7, align: 'end', cell: available },
  { id: 'good', name: 'Good', width: 6, align: 'end', cell: ({ good }) => count(good) },
  { id: 'valid', name: 'Of valid', width: 6, align: 'end', cell: ({ valid }) => count(valid) },
  { id: 'measured', name: 'Measured', width: 7, align: 'end', cell: ({ measuredMinutes }) => length(measuredMinutes) },
  {
    id: 'unmeasured',
    name: 'Not measured',
    width: 7.5,
    align: 'end',
    cell: ({ unmeasuredMinutes }) => length(unmeasuredMinutes),
  },
  {
    id: 'report',
    name: 'Report',
    width: 5,
    cell: ({ subject, displayName }) =>
      subject.kind === 'component' ? (
        none
      ) : (
        <Link href={reportHref({ ...subject, kind: 'process', period: month })} tabIndex={-1}>
          Report
          <span className="visually-hidden"> of {displayName}</span>
        </Link>
      ),
  },
];

const none = <span className="muted none">–</span>;
const words = (text: string | null): ReactNode =>
  text === null ? (
    none
  ) : (
    <span className="one-line" title={text}>
      {text}
    </span>
  );
const length = (minutes: number): ReactNode =>
  minutes === 0 ? none : <span className="nowrap">{durationText(minutes * minute)}</span>;
const count = (number: number): ReactNode => (
  <span className="nowrap" title={countText(number)}>
    {bigText(number) ?? countText(number)}
  </span>
);

function named({ subject, displayName }: FleetRow): ReactNode {
  const folder = subject.kind === 'process' ? 'processes' : 'components';
  return (
    <span className="stack fleet-name">
      <Link
        className="one-line"
        href={`/${folder}/${encodeURIComponent(subject.name)}`}
        tabIndex={-1}
        title={displayName}
      >
        <strong>{displayName}</strong>
      </Link>
      <small className="muted">{subject.kind}</small>
    </span>
  );
}

/** What was not counted is neither up nor down. */
function available({ availability }: FleetRow): ReactNode {
  if (availability === null) return <span className="muted nowrap">not counted</span>;
  return (
    <strong className="nowrap" title={divisionText(availability)}>
      {fractionText(availability)}
    </strong>
  );
}
