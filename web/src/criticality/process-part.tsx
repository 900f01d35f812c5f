import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { CriticalityPage, ProcessRow } from '../../../src/features/criticality/page-contract.ts';
import { availabilityText, downtimeText } from '../design/format/availability.ts';
import { plural } from '../design/format/numbers.ts';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { FindingCounts } from './finding-counts.tsx';
import { LevelMark } from './level-mark.tsx';
import { levelRank } from './levels.ts';
import { WorthAmount } from './worth.tsx';

/** Every process: how much it matters and who said so, how well it can be up, what it loses on average. */
export function ProcessPart({ page }: { page: CriticalityPage }): ReactNode {
  const hasMoney = !page.moneyHidden || page.processes.some(({ expectedLossPerHour }) => expectedLossPerHour !== null);
  return (
    <section className="panel" aria-label="Processes">
      {page.moneyHidden && (
        <p className="criticality-count muted small">
          {hasMoney ? 'Money of some products is not shown to you.' : 'Money is not shown to you.'}
        </p>
      )}
      {page.processes.length === 0 ? (
        <p className="panel-empty muted">The catalogue holds no process.</p>
      ) : (
        <DataTable
          label="Processes"
          columns={hasMoney ? columns : columns.filter(({ id }) => id !== 'loss')}
          rows={page.processes}
          rowId={({ name }) => name}
          cardsBelow={900}
        />
      )}
    </section>
  );
}

const columns: TableColumn<ProcessRow>[] = [
  {
    id: 'name',
    name: 'Process',
    names: true,
    sortBy: ({ displayName }) => displayName,
    cell: ({ name, displayName, product }) => (
      <span className="stack">
        <Link href={`/processes/${encodeURIComponent(name)}`}>
          <strong>{displayName}</strong>
        </Link>
        <small className="muted">{product ?? 'no product'}</small>
      </span>
    ),
  },
  {
    id: 'level',
    name: 'Level',
    sortBy: ({ level }) => levelRank(level),
    cell: ({ name, level, levelFrom }) => (
      <span className="stack">
        {level === null ? <span className="muted">not decided</span> : <LevelMark level={level} />}
        <Link className="small" href={`/decisions/${encodeURIComponent(name)}`}>
          {levelFrom === 'decision' ? 'decided and signed' : levelFrom === 'file' ? 'from the file' : 'decide it'}
        </Link>
      </span>
    ),
  },
  {
    id: 'availability',
    name: 'Available at best',
    align: 'end',
    sortBy: ({ unavailability }) => -unavailability,
    cell: ({ unavailability, unavailabilityBounds: bounds }) => (
      <span className="stack">
        <span>{availabilityText(unavailability)}</span>
        <small className="muted">
          {bounds
            ? `${availabilityText(bounds.high)} to ${availabilityText(bounds.low)}`
            : downtimeText(unavailability)}
        </small>
      </span>
    ),
  },
  {
    id: 'loss',
    name: 'Lost an hour, on average',
    align: 'end',
    sortBy: ({ expectedLossPerHour }) => expectedLossPerHour?.value ?? null,
    cell: ({ expectedLossPerHour, valuePerHour }) => (
      <span className="stack">
        <WorthAmount worth={expectedLossPerHour} />
        {valuePerHour && (
          <small className="muted">
            of <WorthAmount worth={valuePerHour} />
          </small>
        )}
      </span>
    ),
  },
  {
    id: 'alone',
    name: 'Take it down alone',
    align: 'end',
    sortBy: ({ alone }) => alone,
    cell: ({ alone }) => plural(alone, 'component'),
  },
  {
    id: 'findings',
    name: 'Findings',
    sortBy: ({ errors, warnings }) => errors * 10_000 + warnings,
    cell: (row) => <FindingCounts of={row} />,
  },
];
