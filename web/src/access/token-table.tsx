import { type ReactNode, useMemo } from 'react';
import type { TokenRow } from '../../../src/features/access/contract.ts';
import { State } from '../design/icons.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { Ago, Day } from './ago.tsx';
import { moneyText } from './money-text.ts';
import { scopeNames } from './role-words.ts';
import { limitsText, tokenState } from './token-state.ts';

export default function TokenTable({
  tokens,
  onManage,
}: {
  tokens: readonly TokenRow[];
  onManage: (id: string) => void;
}): ReactNode {
  const columns = useMemo(() => columnsFor(onManage), [onManage]);
  return (
    <DataTable
      label="Tokens"
      columns={columns}
      rows={tokens}
      rowId={({ id }) => id}
      rowTone={(token) => (tokenState(token, Date.now()).isSoon ? 'alarm-row' : undefined)}
      cardsBelow={1000}
    />
  );
}

function columnsFor(onManage: (id: string) => void): TableColumn<TokenRow>[] {
  return [
    {
      id: 'name',
      name: 'Token',
      names: true,
      sortBy: ({ name }) => name,
      cell: ({ name, createdBy }) => (
        <span className="stack">
          <strong>{name}</strong>
          <small className="muted">by {createdBy}</small>
        </span>
      ),
    },
    {
      id: 'state',
      name: 'State',
      sortBy: ({ state, expiresAt }) => `${state} ${expiresAt}`,
      cell: (token) => {
        const { tone, icon, word } = tokenState(token, Date.now());
        return (
          <State tone={tone} icon={icon}>
            {word}
          </State>
        );
      },
    },
    {
      id: 'scopes',
      name: 'May',
      sortBy: ({ scopes }) => scopes.join(' '),
      cell: (token) => (
        <span className="stack">
          {token.scopes.map((scope) => scopeNames[scope]).join(', ')}
          {token.money.length > 0 && <small className="muted">sees money {moneyText(token.money)}</small>}
        </span>
      ),
    },
    { id: 'sources', name: 'Sources', cell: (token) => <Sources {...token} /> },
    {
      id: 'used',
      name: 'Last used',
      sortBy: ({ lastUsedAt }) => (lastUsedAt === null ? null : Date.parse(lastUsedAt)),
      cell: ({ lastUsedAt }) => <Ago at={lastUsedAt} />,
    },
    {
      id: 'expires',
      name: 'Holds until',
      sortBy: ({ expiresAt }) => Date.parse(expiresAt),
      cell: ({ expiresAt }) => <Day at={expiresAt} />,
    },
    {
      id: 'manage',
      name: 'Actions',
      align: 'end',
      cell: ({ id, name }) => (
        <button type="button" className="button" aria-label={`Manage ${name}`} onClick={() => onManage(id)}>
          Manage
        </button>
      ),
    },
  ];
}

/** The first sources; all of them are in the token's own dialog. */
function Sources(token: TokenRow): ReactNode {
  const limits = limitsText(token);
  const [first, second, third, ...rest] = token.sources;
  const shown = rest.length > 0 ? `${first}, ${second}, ${third} and ${rest.length} more` : token.sources.join(', ');
  if (shown === '' && limits === '') return <span className="none muted">–</span>;
  return (
    <span className="stack">
      {shown}
      {limits !== '' && <small className="muted">{limits}</small>}
    </span>
  );
}
