import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ReviewsAnswer } from '../../../src/features/reviews/review-contract.ts';
import { State } from '../design/icons.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { reviewPath, reviewStates } from './review-words.ts';

type Row = ReviewsAnswer['reviews'][number];

const columns: TableColumn<Row>[] = [
  {
    ...{ id: 'title', name: 'Document', names: true },
    sortBy: ({ title }) => title,
    cell: ({ incident, title, processName }) => (
      <span className="stack">
        <Link className="action-what" href={reviewPath(incident)}>
          {title || `Incident of ${processName}`}
        </Link>
        <small className="muted">{processName}</small>
      </span>
    ),
  },
  { id: 'class', name: 'Class', sortBy: ({ class: of }) => of, cell: ({ class: of }) => of ?? 'none' },
  {
    ...{ id: 'onset', name: 'Began' },
    sortBy: ({ onset }) => Date.parse(onset),
    cell: ({ onset }) => <DayTime at={Date.parse(onset)} />,
  },
  {
    ...{ id: 'state', name: 'State' },
    sortBy: ({ state }) => state,
    cell: ({ state }) => (
      <State tone={reviewStates[state].tone} icon={reviewStates[state].icon}>
        {reviewStates[state].word}
      </State>
    ),
  },
  {
    ...{ id: 'actions', name: 'Actions open', align: 'end' },
    sortBy: ({ open }) => open,
    cell: ({ open, actions }) => (actions === 0 ? <span className="muted">none yet</span> : `${open} of ${actions}`),
  },
];

/** Documents, and incidents that want one, newest first. */
export function DocumentTable({ reviews }: { reviews: readonly Row[] }): ReactNode {
  return (
    <DataTable label="Documents" columns={columns} rows={reviews} rowId={({ incident }) => incident} pageSize={50} />
  );
}
