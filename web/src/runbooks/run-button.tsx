import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { RunbookRow, RunShown } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import '../access/form/form.css';
import { useActing } from '../api/acting.ts';
import { startRun } from '../api/runbooks.ts';
import { approvalWords, doWords } from './runbook-words.ts';
import './runbooks.css';

/** Starts a runbook after showing what it will do, and leads to the run. */
export function RunButton({
  runbook,
  incident = null,
  isMain = false,
}: {
  runbook: RunbookRow;
  /** About which it runs; null: about none. */
  incident?: string | null;
  isMain?: boolean;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  if (!runbook.mayRun) return null;
  return (
    <>
      <button type="button" className={`button ${isMain ? 'main' : ''}`} onClick={() => setOpen(true)}>
        Run…<span className="visually-hidden">: {runbook.displayName}</span>
      </button>
      {isOpen && <RunDialog runbook={runbook} incident={incident} onClose={() => setOpen(false)} />}
    </>
  );
}

function RunDialog({
  runbook,
  incident,
  onClose,
}: {
  runbook: RunbookRow;
  incident: string | null;
  onClose: () => void;
}): ReactNode {
  const [, go] = useLocation();
  const { act, isBusy } = useActing<RunShown>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    const problem = await act(async () => {
      const made = await startRun(runbook.name, incident);
      go(`/runbook-runs/${encodeURIComponent(made.id)}`);
      return made;
    });
    setFailed(problem);
  };
  return (
    <DialogFrame title={`Run: ${runbook.displayName}`} onClose={onClose}>
      <div className="form">
        <FormProblem problem={failed} />
        <p>
          {incident === null ? 'It runs' : 'It runs for this incident,'} with your rights, one step after the other. You
          can stop it at any time.
        </p>
        <ol className="runbook-plan">
          {runbook.steps.map(({ id, title, do: what, approval }) => (
            <li key={id}>
              {title}{' '}
              <span className="muted">
                {[doWords[what].toLowerCase(), approvalWords[approval]].filter(Boolean).join(', ')}
              </span>
            </li>
          ))}
        </ol>
        {runbook.problems.map((problem) => (
          <p key={problem} className="form-problem">
            {problem}
          </p>
        ))}
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="button" className="button main" disabled={isBusy} onClick={() => void run()}>
            {isBusy ? 'A moment…' : 'Run it'}
          </button>
        </div>
      </div>
    </DialogFrame>
  );
}
