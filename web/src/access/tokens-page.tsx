import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import type { TokenRow } from '../../../src/features/access/contract.ts';
import { tokens } from '../api/access.ts';
import { plural } from '../design/format/numbers.ts';
import { ProblemNote } from '../design/problem-note.tsx';
import { matches } from './matches.ts';
import { NewTokenDialog } from './new-token-dialog.tsx';
import { PeopleFrame } from './people-frame.tsx';
import { TokenDialog } from './token-dialog.tsx';

const TokenTable = lazy(() => import('./token-table.tsx'));
const fewEnough = 10;

/** What programs come in with. */
export default function TokensPage(): ReactNode {
  const client = useQueryClient();
  const answer = useQuery(tokens);
  const [dialog, setDialog] = useState<'new' | { token: string } | null>(null);
  const close = (): void => {
    setDialog(null);
    void client.invalidateQueries({ queryKey: tokens.queryKey });
  };
  const chosen = answer.data?.tokens.find(({ id }) => typeof dialog === 'object' && dialog?.token === id);
  return (
    <PeopleFrame
      here="Tokens"
      action={
        <button type="button" className="button main" onClick={() => setDialog('new')}>
          New token
        </button>
      }
    >
      {answer.data ? (
        <Tokens tokens={answer.data.tokens} onManage={(id) => setDialog({ token: id })} />
      ) : answer.error ? (
        <ProblemNote problem={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <div className="skeleton list-skeleton" />
      )}
      {dialog === 'new' && <NewTokenDialog onClose={close} />}
      {chosen && <TokenDialog token={chosen} onClose={close} />}
    </PeopleFrame>
  );
}

function Tokens({ tokens: all, onManage }: { tokens: readonly TokenRow[]; onManage: (id: string) => void }): ReactNode {
  const [words, setWords] = useState('');
  const found = useMemo(
    () => all.filter(({ name, sources, scopes }) => matches(words, [name, ...sources, ...scopes])),
    [all, words],
  );
  if (all.length === 0) {
    return (
      <p className="panel-empty">
        No program comes in yet. A token lets one send data of its sources, read over the API, or apply the catalogue;
        each program gets its own, so that it can be taken back alone.
      </p>
    );
  }
  return (
    <>
      {all.length > fewEnough && (
        <div className="panel-head toolbar">
          <input
            type="search"
            className="select"
            aria-label="Find a token"
            placeholder="Find a token or source"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <span role="status" className="muted small">
            {plural(found.length, 'token', 'tokens')}
          </span>
        </div>
      )}
      {found.length === 0 ? (
        <p className="panel-empty muted">No token and no source of one is called that.</p>
      ) : (
        <Suspense fallback={<div className="skeleton list-skeleton" />}>
          <TokenTable tokens={found} onManage={onManage} />
        </Suspense>
      )}
    </>
  );
}
