import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link, useParams } from 'wouter';
import type { RunbookRow } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { ApiProblem } from '../api/problem.ts';
import { runbooksNow, runsOf } from '../api/runbooks.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { wholeName } from '../shell/whole-name.ts';
import { RunButton } from './run-button.tsx';
import { approvalWords, isCode, restartText, startText } from './runbook-words.ts';
import './runbooks.css';
import { RunsTable } from './runs-table.tsx';

const gone = new ApiProblem('Not found', 'No runbook has this name.', 404, 'not_found');

/** One runbook: what it does, what of it cannot be done, and how it ran. */
export default function RunbookPage(): ReactNode {
  const name = wholeName(useParams<{ name: string }>().name ?? '');
  const answer = useQuery({
    ...runbooksNow,
    refetchInterval: usePollEvery(),
    // The list is all there is to ask: what is not in it is not found.
    select: ({ runbooks, asOf }) => {
      const one = runbooks.find((known) => known.name === name);
      if (one === undefined) throw gone;
      return { one, asOf: Date.parse(asOf) };
    },
  });
  const title = answer.data?.one.displayName ?? name;
  useEffect(() => {
    document.title = `${title} · Runbooks · Waga`;
  }, [title]);
  return (
    <Loaded
      answer={answer}
      name={name}
      missing={{ what: 'runbook', name, hrefOf: (near) => `/runbooks/${encodeURIComponent(near)}` }}
    >
      {({ one, asOf }) => <Parts key={one.name} one={one} asOf={asOf} />}
    </Loaded>
  );
}

function Parts({ one, asOf }: { one: RunbookRow; asOf: number }): ReactNode {
  const runs = useQuery({ ...runsOf({ runbook: one.name, limit: 50 }), refetchInterval: usePollEvery() });
  return (
    <InProcessZones>
      <header className="thing-head">
        <div className="thing-title">
          <p className="muted small">
            <Link href="/runbooks">Runbooks</Link>
          </p>
          <h1>{one.displayName}</h1>
          {one.description !== null && <p>{one.description}</p>}
          <p className="muted small">
            {startText(one)}; {restartText(one)}.
          </p>
        </div>
        <RunButton runbook={one} isMain />
      </header>
      {one.problems.length > 0 && (
        <section className="panel runbook-problems" aria-label="What cannot be done">
          <h2>What cannot be done as it stands</h2>
          <ul>
            {one.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </section>
      )}
      <Panel title="Steps">
        <ol className="runbook-steps">
          {one.steps.map(({ id, title, do: what, what: does, approval }, index) => (
            <li key={id}>
              <span className="step-number">{index + 1}</span>
              <div>
                <h3>{title}</h3>
                <p className="small">
                  <span className={isCode({ do: what }) ? 'step-does' : ''}>{does}</span>
                </p>
                {approvalWords[approval] !== null && <p className="muted small">Only {approvalWords[approval]}.</p>}
              </div>
            </li>
          ))}
        </ol>
      </Panel>
      <Panel title="Runs">
        {runs.data === undefined ? (
          runs.error ? (
            <ProblemNote problem={runs.error} onRetry={() => void runs.refetch()} />
          ) : (
            <div className="skeleton panel-skeleton" />
          )
        ) : runs.data.runs.length === 0 ? (
          <p className="panel-empty">It never ran.</p>
        ) : (
          <RunsTable label="Runs" runs={runs.data.runs} asOf={asOf} />
        )}
      </Panel>
    </InProcessZones>
  );
}
