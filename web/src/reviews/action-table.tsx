import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ownerText } from '../component/owner-text.ts';
import { State } from '../design/icons.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { dueText } from './due-text.ts';
import { reviewPath } from './review-words.ts';

export interface ActionShown {
  incident: string;
  number: number;
  what: string;
  owner: string;
  due: string;
  overdue: boolean;
}

/** Actions with who and until when; what is overdue is red and first. */
export function ActionTable({
  label,
  actions,
  asOf,
}: {
  label: string;
  actions: readonly ActionShown[];
  asOf: string;
}): ReactNode {
  const columns: TableColumn<ActionShown>[] = [
    {
      ...{ id: 'what', name: 'Action', names: true },
      cell: ({ what, incident }) => (
        <Link className="action-what" href={reviewPath(incident)}>
          {what}
        </Link>
      ),
    },
    { id: 'owner', name: 'Owner', sortBy: ({ owner }) => ownerText(owner), cell: ({ owner }) => ownerText(owner) },
    {
      ...{ id: 'due', name: 'Until' },
      sortBy: ({ due }) => due,
      cell: ({ due, overdue }) => (
        <span className="stack nowrap">
          <span>{due}</span>
          {overdue ? (
            <State tone="loss" icon="alarm">
              {dueText(due, asOf)}
            </State>
          ) : (
            <small className="muted">{dueText(due, asOf)}</small>
          )}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={actions}
      rowId={({ incident, number }) => `${incident} ${number}`}
      rowTone={({ overdue }) => (overdue ? 'loss-row' : undefined)}
      pageSize={20}
    />
  );
}
