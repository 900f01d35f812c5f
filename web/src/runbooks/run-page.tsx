import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useParams } from 'wouter';
import type { RunShown } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import '../access/form/form.css';
import { runNamed } from '../api/runbooks.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import '../component/thing.css';
import { durationText } from '../design/format/times.ts';
import { Loaded } from '../design/loaded.tsx';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { Said } from '../design/said.tsx';
import { RunState } from './run-state.tsx';
import { RunSteps } from './run-steps.tsx';
import { isOver, progressText, stepNow } from './runbook-words.ts';
import './runbooks.css';
import { ReasonDialog } from './step-ways.tsx';
import { useAskEvery, useRunActs } from './use-run.ts';

/** One run as it goes: what is done, what it waits for, and everything that is on record. */
export default function RunPage(): ReactNode {
  const { id = '' } = useParams<{ id: string }>();
  const askEvery = useAskEvery();
  const answer = useQuery({ ...runNamed(id), refetchInterval: ({ state }) => askEvery(state.data) });
  const title = answer.data?.displayName ?? 'Run';
  useEffect(() => {
    document.title = `${title} · Run · Waga`;
  }, [title]);
  return (
    <Loaded
      answer={answer}
      name="Run"
      missing={{ what: 'run', name: id, hrefOf: (near) => `/runbook-runs/${encodeURIComponent(near)}` }}
    >
      {(run) => <Parts key={run.id} run={run} />}
    </Loaded>
  );
}

function Parts({ run }: { run: RunShown }): ReactNode {
  const { act, isBusy } = useRunActs(run);
  const [isStopping, setStopping] = useState(false);
  const numbered = run.log.map((line, number) => ({ ...line, number })).reverse();
  return (
    <InProcessZones>
      <header className="thing-head">
        <div className="thing-title">
          <p className="muted small">
            <Link href="/runbooks">Runbooks</Link> /{' '}
            <Link href={`/runbooks/${encodeURIComponent(run.runbook)}`}>{run.runbook}</Link>
          </p>
          <h1>{run.displayName}</h1>
          <p className="thing-state" role="status">
            <RunState state={run.state} />
            <span className="muted small">
              {progressText(run)}
              {stepNow(run) !== null && `, now: ${stepNow(run)!.title}`}
            </span>
          </p>
          <p className="muted small">
            {run.startedBy ?? 'Its policy'} started it at <Time at={Date.parse(run.startedAt)} near={Date.now()} />
            {run.endedAt !== null && `; it took ${durationText(Date.parse(run.endedAt) - Date.parse(run.startedAt))}`}.
            Its steps have the rights of {run.rightsOf}.
            {run.incident !== null && (
              <>
                {' '}
                <Link href={`/incidents/${encodeURIComponent(run.incident)}`}>To its incident</Link>
              </>
            )}
          </p>
        </div>
        {run.may.includes('stop') && !isOver(run) && (
          <button type="button" className="button grave" onClick={() => setStopping(true)}>
            Stop it…
          </button>
        )}
      </header>
      {isStopping && (
        <ReasonDialog
          title={`Stop: ${run.displayName}`}
          means="No further step is done. What was done stays done; it can be undone where its step says how."
          yes="Stop it"
          bodyOf={(reason) => ({ act: 'stop', reason })}
          act={act}
          isBusy={isBusy}
          onClose={() => setStopping(false)}
        />
      )}
      <Panel title="Steps">
        <RunSteps run={run} act={act} isBusy={isBusy} />
      </Panel>
      <Panel title="Log" note="Newest first; nothing here is ever changed.">
        {run.log.length === 0 ? (
          <p className="panel-empty">Nothing happened yet.</p>
        ) : (
          <ol className="run-log" aria-label="Log, newest first">
            {numbered.map(({ number, at, step, by, says }) => (
              <li key={number}>
                <span className="muted">
                  <Time at={Date.parse(at)} near={Date.parse(run.startedAt)} />
                </span>
                <span className="run-log-says">
                  {step !== null && <strong>{run.steps.find(({ id }) => id === step)?.title ?? step}: </strong>}
                  <Said text={says} /> {by !== null && <span className="muted">({by})</span>}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Panel>
    </InProcessZones>
  );
}
