import { type ReactNode, useMemo } from 'react';
import type { PersonRow } from '../../../src/features/access/contract.ts';
import { State } from '../design/icons.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { Ago } from './ago.tsx';
import { moneyText } from './money-text.ts';
import { roleNames } from './role-words.ts';

const states = {
  active: { tone: 'calm', icon: 'calm', word: 'Active' },
  invited: { tone: 'unknown', icon: 'learning', word: 'Invited' },
  disabled: { tone: 'unknown', icon: 'none', word: 'Disabled' },
} as const;

export default function PeopleTable({
  people,
  onManage,
}: {
  people: readonly PersonRow[];
  onManage: (id: string) => void;
}): ReactNode {
  const columns = useMemo(() => columnsFor(onManage), [onManage]);
  return <DataTable label="People" columns={columns} rows={people} rowId={({ id }) => id} cardsBelow={860} />;
}

function columnsFor(onManage: (id: string) => void): TableColumn<PersonRow>[] {
  return [
    {
      id: 'name',
      name: 'Name',
      names: true,
      sortBy: ({ displayName }) => displayName,
      cell: ({ name, displayName, email }) => (
        <span className="stack">
          <strong>{displayName}</strong>
          <small className="muted">
            {name}
            {email !== null && email !== name && ` · ${email}`}
          </small>
        </span>
      ),
    },
    {
      id: 'roles',
      name: 'Roles',
      sortBy: ({ roles }) => roles.join(' '),
      cell: ({ roles }) => roles.map((role) => roleNames[role]).join(', '),
    },
    { id: 'money', name: 'Money', cell: ({ money }) => moneyText(money) },
    {
      id: 'state',
      name: 'State',
      sortBy: ({ state }) => state,
      cell: ({ state, signsInBy }) => (
        <span className="stack">
          <State tone={states[state].tone} icon={states[state].icon}>
            {states[state].word}
          </State>
          {signsInBy === 'openid' && <small className="muted">by single sign-on</small>}
        </span>
      ),
    },
    {
      id: 'seen',
      name: 'Last seen',
      sortBy: ({ lastSeenAt }) => (lastSeenAt === null ? null : Date.parse(lastSeenAt)),
      cell: ({ lastSeenAt }) => <Ago at={lastSeenAt} />,
    },
    {
      id: 'manage',
      name: 'Actions',
      align: 'end',
      cell: ({ id, displayName }) => (
        <button type="button" className="button" aria-label={`Manage ${displayName}`} onClick={() => onManage(id)}>
          Manage
        </button>
      ),
    },
  ];
}
