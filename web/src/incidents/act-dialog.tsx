import { type FormEvent, type ReactNode, useState } from 'react';
import { NewAct } from '../../../src/features/unavailability/incident-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { takeAct } from '../api/incidents.ts';
import { type ActName, actWords } from './incident-words.ts';
import { ReasonLine } from './reason-line.tsx';
import type { TakeStep } from './use-incident.ts';

/** Says what will happen, asks why where that is to be kept, and does it. */
export function ActDialog({
  act,
  take,
  isBusy,
  onClose,
}: {
  act: ActName;
  take: TakeStep;
  isBusy: boolean;
  onClose: () => void;
}): ReactNode {
  const { name, means, reason: question } = actWords[act];
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [failed, setFailed] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = NewAct.safeParse(question === null ? { act } : { act, reason });
    setError(body.success ? undefined : 'Say it in a few words.');
    if (!body.success) return;
    const problem = await take((id) => takeAct(id, body.data));
    problem === null ? onClose() : setFailed(problem);
  };
  return (
    <DialogFrame title={name} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <FormProblem problem={failed} />
        <p>{means}</p>
        {question !== null && <ReasonLine label={question} value={reason} error={error} onChange={setReason} />}
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button main" disabled={isBusy}>
            {isBusy ? 'A moment…' : name}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
