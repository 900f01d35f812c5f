import { type FormEvent, type ReactNode, useState } from 'react';
import {
  NewRunAct,
  type RunShown,
  type RunStep,
} from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { ReasonLine } from '../incidents/reason-line.tsx';
import { type StepAct, stepActs } from './runbook-words.ts';
import type { ActOnRun } from './use-run.ts';

const words: Record<Exclude<StepAct, 'answer'>, string> = {
  approve: 'Yes, do it',
  retry: 'Do it again',
  'mark-done': 'It was done…',
  skip: 'Skip it…',
  undo: 'Undo it',
};

/** What a person can do with one step: its answers as buttons, and the other ways beside them. */
export function StepWays({
  run,
  step,
  act,
  isBusy,
}: {
  run: RunShown;
  step: RunStep;
  act: ActOnRun;
  isBusy: boolean;
}): ReactNode {
  const [asked, setAsked] = useState<'skip' | 'mark-done' | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const acts = stepActs(run, step);
  const send = async (body: NewRunAct): Promise<void> => setFailed(await act(body));
  if (acts.length === 0) return null;
  const named = <span className="visually-hidden">: {step.title}</span>;
  return (
    <div className="run-ways">
      {acts.map((one) =>
        one === 'answer' ? (
          (step.question?.answers ?? []).map((answer) => (
            <button
              key={answer}
              type="button"
              className="button main"
              disabled={isBusy}
              onClick={() => void send({ act: 'answer', step: step.id, answer })}
            >
              {answer}
              {named}
            </button>
          ))
        ) : (
          <button
            key={one}
            type="button"
            className={`button ${one === 'approve' ? 'main' : one === 'undo' || one === 'skip' ? 'quiet' : ''}`}
            disabled={isBusy}
            onClick={() =>
              one === 'skip' || one === 'mark-done' ? setAsked(one) : void send({ act: one, step: step.id })
            }
          >
            {words[one]}
            {named}
          </button>
        ),
      )}
      {failed !== null && (
        <p role="alert" className="field-error small">
          {failed}
        </p>
      )}
      {asked !== null && (
        <ReasonDialog
          title={asked === 'skip' ? `Skip: ${step.title}` : `It was done: ${step.title}`}
          means={
            asked === 'skip'
              ? 'The run goes on with the next step. Nothing of this one is done.'
              : 'You looked, and it was done. The run goes on with the next step.'
          }
          yes={asked === 'skip' ? 'Skip it' : 'It was done'}
          bodyOf={(reason) => ({ act: asked, step: step.id, reason })}
          act={act}
          isBusy={isBusy}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

/** Does something with a run that needs a reason on record. */
export function ReasonDialog({
  title,
  means,
  yes,
  bodyOf,
  act,
  isBusy,
  onClose,
}: {
  title: string;
  means: string;
  yes: string;
  bodyOf: (reason: string) => NewRunAct;
  act: ActOnRun;
  isBusy: boolean;
  onClose: () => void;
}): ReactNode {
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [failed, setFailed] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = NewRunAct.safeParse(bodyOf(reason));
    setError(body.success ? undefined : 'Say why in a few words.');
    if (!body.success) return;
    const problem = await act(body.data);
    problem === null ? onClose() : setFailed(problem);
  };
  return (
    <DialogFrame title={title} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <FormProblem problem={failed} />
        <p>{means}</p>
        <ReasonLine label="Why" value={reason} error={error} onChange={setReason} />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button main" disabled={isBusy}>
            {isBusy ? 'A moment…' : yes}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
