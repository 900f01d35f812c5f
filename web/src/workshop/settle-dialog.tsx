import '../access/form/form.css';
import { type ReactNode, useState } from 'react';
import type { Level } from '../../../src/features/catalog/fields.ts';
import { SettledLevel, type WorkshopProcess } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { useForm } from '../access/form/use-form.ts';
import { settle } from '../api/workshops.ts';
import { LevelField } from '../decisions/level-field.tsx';
import { levelName } from '../decisions/level-words.ts';
import { ReasonField } from '../decisions/reason-field.tsx';
import type { Act } from './use-workshop.ts';

const Settled = SettledLevel.shape.settled.unwrap();

/** Another level than the answers say, with the reason. */
export function SettleDialog({
  process,
  act,
  onClose,
}: {
  process: WorkshopProcess;
  act: Act;
  onClose: () => void;
}): ReactNode {
  const [level, setLevel] = useState<Level | null>(process.settled?.level ?? process.proposedLevel);
  const [reason, setReason] = useState(process.settled?.reason ?? '');
  const form = useForm(Settled, { level: level ?? undefined, reason }, async (settled) => {
    const refused = await act((workshop) => settle(workshop, { process: process.name, settled }));
    if (refused !== null) throw new Error(refused);
    onClose();
  });
  const takeBack = async (): Promise<void> => {
    if ((await act((workshop) => settle(workshop, { process: process.name, settled: null }))) === null) onClose();
  };
  return (
    <DialogFrame title={`Settle ${process.displayName}`} onClose={onClose}>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        <p>
          The answers say <strong>{levelName(process.proposedLevel).toLowerCase()}</strong>
          {process.because !== null && <>: {process.because}</>}
        </p>
        <LevelField value={level} now={process.currentLevel} error={form.errors.fields.level} onChange={setLevel} />
        <ReasonField value={reason} error={form.errors.fields.reason} onChange={setReason} />
        <div className="form-ways">
          {process.settled && (
            <button type="button" className="button" onClick={() => void takeBack()}>
              Back to what the answers say
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button main" disabled={form.isSending}>
            {form.isSending ? 'Settling…' : 'Settle it'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
