import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ComponentRow } from '../../../src/features/criticality/page-contract.ts';
import { ownerText } from '../component/owner-text.ts';
import { availabilityText, downtimeText } from '../design/format/availability.ts';
import type { GridColumn } from '../design/table/virtual-grid.tsx';
import { FindingCounts } from './finding-counts.tsx';
import { ComparedLevel, LevelMark } from './level-mark.tsx';
import { WorthAmount } from './worth.tsx';

const fromWords: Record<ComponentRow['availabilityFrom'], string> = {
  declared: 'declared',
  measured: 'measured',
  unknown: 'taken as 100%',
};

/** The columns of the table of components; those of money are left out where none of it may be seen. */
export function componentColumns(hasMoney: boolean): GridColumn<ComponentRow>[] {
  const money: GridColumn<ComponentRow>[] = [
    {
      id: 'risk',
      name: 'At risk an hour',
      width: 9.5,
      isSortable: true,
      align: 'end',
      cell: ({ valueAtRiskPerHour, dearestHour }) => (
        <span className="stack">
          <strong>
            <WorthAmount worth={valueAtRiskPerHour} />
          </strong>
          {dearestHour && dearestHour.minor > 0 && (
            <small className="muted" title="in the dearest hour of the week">
              at most <WorthAmount worth={dearestHour} />
            </small>
          )}
        </span>
      ),
    },
    {
      id: 'nine',
      name: 'Next nine a year',
      width: 8,
      isSortable: true,
      align: 'end',
      cell: ({ nextNinePerYear }) => <WorthAmount worth={nextNinePerYear} />,
    },
  ];
  return [
    { id: 'name', name: 'Component', width: 12, grow: 2, isSortable: true, cell: named },
    {
      id: 'declared',
      name: 'Declared',
      width: 7,
      grow: 0.4,
      isSortable: true,
      cell: ({ declared }) =>
        declared === null ? <span className="muted">no level</span> : <LevelMark level={declared} />,
    },
    {
      id: 'derived',
      name: 'Derived',
      width: 8.25,
      grow: 0.4,
      isSortable: true,
      cell: ({ derived, declared }) => <ComparedLevel level={derived} to={declared} of="declared" />,
    },
    {
      id: 'observed',
      name: 'Observed',
      width: 9.75,
      grow: 0.4,
      isSortable: true,
      cell: ({ observed, derived, observedIncidents }) =>
        observed === null ? (
          <span className="muted none">not seen</span>
        ) : (
          <ComparedLevel level={observed} to={derived} of="derived" outages={observedIncidents} />
        ),
    },
    ...(hasMoney ? money : []),
    {
      id: 'availability',
      name: 'Available',
      width: 8,
      isSortable: true,
      align: 'end',
      cell: ({ unavailability, availabilityFrom }) => (
        <span className="stack" title={unavailability === null ? undefined : downtimeText(unavailability)}>
          <span>{unavailability === null ? 'not known' : availabilityText(unavailability)}</span>
          <small className="muted">{fromWords[availabilityFrom]}</small>
        </span>
      ),
    },
    {
      id: 'contract',
      name: 'Contract',
      width: 5,
      isSortable: true,
      align: 'end',
      cell: ({ contract }) => (
        <span>
          {contract.score} of {contract.of}
        </span>
      ),
    },
    {
      id: 'hints',
      name: 'Hints',
      width: 6.75,
      isSortable: true,
      align: 'end',
      cell: ({ hints }) => (
        <span className="stack muted">
          <small>page rank {hints.pageRank}</small>
          <small>between {hints.betweenness}</small>
        </span>
      ),
    },
    {
      id: 'findings',
      name: 'Findings',
      width: 7.5,
      isSortable: true,
      cell: (row) => <FindingCounts of={row} tabIndex={-1} />,
    },
  ];
}

function named({ name, displayName, type, owner }: ComponentRow): ReactNode {
  return (
    <span className="stack">
      <Link className="one-line" href={`/components/${encodeURIComponent(name)}`} tabIndex={-1} title={displayName}>
        <strong>{displayName}</strong>
      </Link>
      <small className="muted one-line">
        {type ?? 'no type'} · {owner === null ? 'no owner' : ownerText(owner)}
      </small>
    </span>
  );
}
