import { type FormEvent, type ReactNode, useState } from 'react';
import { NewExclusion, type OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { Choice, FieldGroup } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { proposeExclusion } from '../api/ledger.ts';
import { ReasonField } from './reason-field.tsx';
import { isSameToPeople } from './same-outage.ts';
import type { Change } from './use-outage.ts';

/** What it shall be left out of, and why. It holds once somebody else agrees. */
export function ProposeDialog({
  page,
  change,
  isBusy,
  onClose,
}: {
  page: OutagePage;
  change: Change;
  isBusy: boolean;
  onClose: () => void;
}): ReactNode {
  const [fromProcess, setFromProcess] = useState(page.proposal?.fromProcess ?? page.excluded.fromProcess);
  const [fromGlobal, setFromGlobal] = useState(page.proposal?.fromGlobal ?? page.excluded.fromGlobal);
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<{ what?: string; reason?: string }>({});
  const [failed, setFailed] = useState<string | null>(null);
  const isAsNow = fromProcess === page.excluded.fromProcess && fromGlobal === page.excluded.fromGlobal;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = NewExclusion.safeParse({ fromProcess, fromGlobal, reason });
    const wrong = {
      ...(isAsNow ? { what: 'That is how it counts already.' } : {}),
      ...(body.success ? {} : { reason: 'Say it in a few words.' }),
    };
    setErrors(wrong);
    if (!body.success || isAsNow) return;
    const stillHolds = (now: OutagePage): boolean => isSameToPeople(page, now);
    const problem = await change((id, revision) => proposeExclusion(id, revision, body.data), { ...page, stillHolds });
    problem === null ? onClose() : setFailed(problem);
  };
  return (
    <DialogFrame title="Propose an exclusion" onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <FormProblem problem={failed} />
        <p>It is left out once a second person agrees. Whoever proposes cannot agree, nor can a token.</p>
        <FieldGroup label="Leave it out of" error={errors.what}>
          <Choice
            type="checkbox"
            name="fromProcess"
            value="process"
            label={`The figures of ${page.subjectName}`}
            meaning="its time is not counted for it"
            checked={fromProcess}
            onChange={setFromProcess}
          />
          <Choice
            type="checkbox"
            name="fromGlobal"
            value="global"
            label="The figures over everything"
            meaning="of the product and the whole organisation"
            checked={fromGlobal}
            onChange={setFromGlobal}
          />
        </FieldGroup>
        <ReasonField isNeeded={page.needsReason} isAsked value={reason} error={errors.reason} onChange={setReason} />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button main" disabled={isBusy}>
            {isBusy ? 'A moment…' : 'Propose it'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
