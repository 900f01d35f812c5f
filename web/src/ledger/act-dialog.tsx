import { type FormEvent, type ReactNode, useState } from 'react';
import { OutageAct, type OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { actOnOutage } from '../api/ledger.ts';
import { type ActName, actWords } from './act-words.ts';
import { ReasonField } from './reason-field.tsx';
import { isSameToPeople } from './same-outage.ts';
import type { Change } from './use-outage.ts';

/** Says what will happen, asks why where that is to be kept, and does it. */
export function ActDialog({
  act,
  page,
  change,
  isBusy,
  onClose,
}: {
  act: ActName;
  page: OutagePage;
  change: Change;
  isBusy: boolean;
  onClose: () => void;
}): ReactNode {
  const { name, means, needsReason } = actWords[act];
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [failed, setFailed] = useState<string | null>(null);
  const isAsked = needsReason || page.needsReason;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = OutageAct.safeParse(isAsked ? { act, reason } : { act });
    setError(body.success ? undefined : 'Say it in a few words.');
    if (!body.success) return;
    const stillHolds = (now: OutagePage): boolean => isSameToPeople(page, now);
    const problem = await change((id, revision) => actOnOutage(id, revision, body.data), { ...page, stillHolds });
    problem === null ? onClose() : setFailed(problem);
  };
  return (
    <DialogFrame title={name} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <FormProblem problem={failed} />
        <p>{means}</p>
        {isAsked && (
          <ReasonField isNeeded={page.needsReason} isAsked value={reason} error={error} onChange={setReason} />
        )}
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
