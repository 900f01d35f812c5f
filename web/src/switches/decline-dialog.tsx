import { type FormEvent, type ReactNode, useState } from 'react';
import { NewSwitchAct, type SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { ReasonLine } from '../incidents/reason-line.tsx';
import type { ActOn } from './use-switch.ts';

/** What was asked for is not done, with the reason; who asked may take it back the same way. */
export function DeclineDialog({
  one,
  act,
  isBusy,
  onClose,
}: {
  one: SwitchShown;
  act: ActOn;
  isBusy: boolean;
  onClose: () => void;
}): ReactNode {
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [failed, setFailed] = useState<string | null>(null);
  const word = one.asked?.mine ? 'Take it back' : 'I do not agree';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = NewSwitchAct.safeParse({ act: 'decline', reason });
    setError(body.success ? undefined : 'Say why in a few words.');
    if (!body.success) return;
    const problem = await act(body.data);
    problem === null ? onClose() : setFailed(problem);
  };
  return (
    <DialogFrame title={`${word}: ${one.displayName}`} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <FormProblem problem={failed} />
        <p>It stays as it is, and what was asked for is on record with your reason.</p>
        <ReasonLine label="Why" value={reason} error={error} onChange={setReason} />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button main" disabled={isBusy}>
            {isBusy ? 'A moment…' : word}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
