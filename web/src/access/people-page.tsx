import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { PersonRow } from '../../../src/features/access/contract.ts';
import { people } from '../api/access.ts';
import { plural } from '../design/format/numbers.ts';
import { ProblemNote } from '../design/problem-note.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { matches } from './matches.ts';
import { PeopleFrame } from './people-frame.tsx';
import { PersonDialog } from './person-dialog.tsx';

const PeopleTable = lazy(() => import('./people-table.tsx'));
const fewEnough = 10;

/** Everyone who may sign in, and what they may do. */
export default function PeoplePage(): ReactNode {
  const client = useQueryClient();
  const answer = useQuery(people);
  const [dialog, setDialog] = useState<'invite' | { person: string } | null>(null);
  const close = (): void => {
    setDialog(null);
    void client.invalidateQueries({ queryKey: people.queryKey });
  };
  const chosen = answer.data?.people.find(({ id }) => typeof dialog === 'object' && dialog?.person === id);
  return (
    <PeopleFrame
      here="People"
      action={
        <button type="button" className="button main" onClick={() => setDialog('invite')}>
          Invite somebody
        </button>
      }
    >
      {answer.data ? (
        <Everyone people={answer.data.people} onManage={(id) => setDialog({ person: id })} />
      ) : answer.error ? (
        <ProblemNote problem={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <div className="skeleton list-skeleton" />
      )}
      {dialog === 'invite' && <InviteDialog onClose={close} />}
      {chosen && <PersonDialog person={chosen} onClose={close} />}
    </PeopleFrame>
  );
}

function Everyone({
  people: everyone,
  onManage,
}: {
  people: readonly PersonRow[];
  onManage: (id: string) => void;
}): ReactNode {
  const [address] = useSearchParams();
  const sought = address.get('find') ?? '';
  const [words, setWords] = useState(sought);
  useEffect(() => setWords(sought), [sought]);
  const found = useMemo(
    () => everyone.filter(({ name, displayName, email }) => matches(words, [name, displayName, email ?? ''])),
    [everyone, words],
  );
  return (
    <>
      {(everyone.length > fewEnough || words !== '') && (
        <div className="panel-head toolbar">
          <input
            type="search"
            className="select"
            aria-label="Find somebody"
            placeholder="Find somebody"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <span role="status" className="muted small">
            {plural(found.length, 'person', 'people')}
          </span>
        </div>
      )}
      {found.length === 0 ? (
        <p className="panel-empty muted">Nobody is called that.</p>
      ) : (
        <Suspense fallback={<div className="skeleton list-skeleton" />}>
          <PeopleTable people={found} onManage={onManage} />
        </Suspense>
      )}
      {everyone.length === 1 && (
        <p className="panel-empty muted">
          You are alone here. Invite others: each gets a link to choose a password, and the roles you give.
        </p>
      )}
    </>
  );
}
