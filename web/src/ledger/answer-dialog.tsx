import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { ExclusionAnswer, type OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { answerExclusion } from '../api/ledger.ts';
import { excludedText } from './outage-words.ts';
import { ReasonField } from './reason-field.tsx';
import { isSameToPeople } from './same-outage.ts';
import type { Change } from './use-outage.ts';

/** Shows exactly what is agreed to or refused, as it was when the dialog opened. A refusal says why. */
export function AnswerDialog({
  agree,
  page,
  change,
  isBusy,
  onClose,
}: {
  agree: boolean;
  page: OutagePage;
  change: Change;
  isBusy: boolean;
  onClose: () => void;
}): ReactNode {
  const shown = useRef(page).current;
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [failed, setFailed] = useState<string | null>(null);
  const { proposal } = shown;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const isMissing = !agree && reason.trim() === '';
    const body = ExclusionAnswer.safeParse({ agree, ...(reason.trim() === '' ? {} : { reason }) });
    setError(isMissing || !body.success ? 'Say it in a few words.' : undefined);
    if (isMissing || !body.success) return;
    const stillHolds = (now: OutagePage): boolean => isSameToPeople(shown, now);
    const problem = await change((id, revision) => answerExclusion(id, revision, body.data), { ...shown, stillHolds });
    problem === null ? onClose() : setFailed(problem);
  };
  if (proposal === null) return null;
  const isExclusion = proposal.fromProcess || proposal.fromGlobal;
  return (
    <DialogFrame title={agree ? 'Agree to it' : 'Refuse it'} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <FormProblem problem={failed} />
        <p>
          {proposal.by} proposes to{' '}
          {isExclusion ? `leave this outage out of ${excludedText(proposal)}` : 'count this outage everywhere again'}:
        </p>
        <blockquote>{proposal.reason}</blockquote>
        <p>
          {agree
            ? 'Once you agree it holds, in your name and in that of who proposed it.'
            : 'It counts as before, and the proposal is gone. Your reason stays in the ledger.'}
        </p>
        <ReasonField isNeeded={false} isAsked={!agree} value={reason} error={error} onChange={setReason} />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button main" disabled={isBusy}>
            {isBusy ? 'A moment…' : agree ? 'Agree' : 'Refuse'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
