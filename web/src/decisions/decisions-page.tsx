import '../access/people.css';
import './decisions.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { DecisionsAnswer } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { matches } from '../access/matches.ts';
import { decisionsNow } from '../api/decisions.ts';
import { usePollEvery } from '../api/live.ts';
import { useMe } from '../api/me.ts';
import { Choice } from '../design/choice.tsx';
import { plural } from '../design/format/numbers.ts';
import { Loaded } from '../design/loaded.tsx';
import { DecisionTable } from './decision-table.tsx';
import { ProposeDialog } from './propose-dialog.tsx';
import { SignWaiting } from './sign-waiting.tsx';
import { waitingOf } from './signing.ts';
import { useSigner } from './use-signer.ts';

const views = [
  { id: 'all', name: 'All' },
  { id: 'waiting', name: 'Waiting' },
  { id: 'file', name: 'By file only' },
] as const;

/** What holds for each process, by whose word, and what waits for whom. */
export default function DecisionsPage(): ReactNode {
  const answer = useQuery({ ...decisionsNow, refetchInterval: usePollEvery() });
  const mayDecide = useMe()?.rights.includes('decide') ?? false;
  const [isProposing, setProposing] = useState(false);
  useEffect(() => {
    document.title = 'Decisions · Waga';
  }, []);
  return (
    <>
      <div className="page-head">
        <h1>Decisions</h1>
        <p className="muted small page-says">
          How much each process matters, agreed between business and technology, each with its signature.
        </p>
        {mayDecide && (
          <button type="button" className="button" onClick={() => setProposing(true)}>
            Propose a decision
          </button>
        )}
      </div>
      <Loaded answer={answer} name="Decisions">
        {(data) => (
          <>
            <Overview data={data} />
            {isProposing && <ProposeDialog processes={data.processes} onClose={() => setProposing(false)} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Overview({ data }: { data: DecisionsAnswer }): ReactNode {
  const signer = useSigner(data.maySign);
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState('');
  const view = views.find(({ id }) => id === search.get('show')) ?? views[0];
  const waiting = useMemo(() => waitingOf(data.processes), [data.processes]);
  const rows = data.processes.filter(
    (one) =>
      (view.id === 'all' || (view.id === 'waiting' ? one.waiting.length > 0 : one.from !== 'decision')) &&
      matches(words, [one.process, one.displayName, one.product ?? '', one.productManager ?? '']),
  );
  const byFile = data.processes.filter(({ from }) => from !== 'decision').length;
  return (
    <>
      <SignWaiting waiting={waiting} signer={signer} />
      <section className="panel" aria-label="Processes">
        <div className="toolbar decision-tools">
          <Choice
            label="Which processes"
            choices={views}
            chosen={view}
            onChoose={({ id }) => setSearch(id === 'all' ? {} : { show: id }, { replace: true })}
          />
          <label className="field find-field">
            <span className="visually-hidden">Find a process, product or product manager</span>
            <input
              type="search"
              placeholder="Process, product or product manager"
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          </label>
          <p className="muted small" role="status">
            {rows.length === data.processes.length
              ? `${plural(rows.length, 'process', 'processes')}, ${byFile} of them by file only; ${plural(waiting.length, 'decision waits', 'decisions wait')} for signatures.`
              : `${rows.length} of ${plural(data.processes.length, 'process', 'processes')}`}
          </p>
        </div>
        {rows.length === 0 ? (
          <p className="panel-empty muted">
            {data.processes.length === 0 ? 'The catalogue declares no process yet.' : 'No process answers to this.'}
          </p>
        ) : (
          <DecisionTable rows={rows} signer={signer} />
        )}
      </section>
    </>
  );
}
