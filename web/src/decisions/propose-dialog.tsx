import '../access/form/form.css';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useLocation } from 'wouter';
import type { Level } from '../../../src/features/catalog/fields.ts';
import { NewDecision, type ProcessDecisions } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { Choice, FieldGroup } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { useForm } from '../access/form/use-form.ts';
import { proposeDecision } from '../api/decisions.ts';
import { useZone } from '../shell/zones.tsx';
import { historyPath } from './decision-table.tsx';
import { LevelField } from './level-field.tsx';
import { ReasonField } from './reason-field.tsx';
import { ThresholdsField, thresholdsOf, typedOf } from './thresholds-field.tsx';
import { dayOf, ValidFromField } from './valid-from-field.tsx';

/** The route answers that there is no such process; the form says so before. */
const FormDecision = NewDecision.extend({ process: NewDecision.shape.process.min(1) });

/** A decision by hand: the level, the thresholds, why, and from when. It holds once both sides have signed. */
export function ProposeDialog({
  processes,
  only = null,
  onClose,
}: {
  processes: readonly ProcessDecisions[];
  only?: ProcessDecisions | null;
  onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const [, go] = useLocation();
  const zone = useZone();
  const id = useId();
  const [process, setProcess] = useState(only?.process ?? '');
  const chosen = processes.find((one) => one.process === process) ?? null;
  const [level, setLevel] = useState<Level | null>(only?.level ?? null);
  const before = only?.inForce?.thresholds ?? null;
  const [isOwn, setOwn] = useState(before !== null);
  const [typed, setTyped] = useState(() => typedOf(before));
  const [reason, setReason] = useState('');
  const [day, setDay] = useState('');
  const from = dayOf(day, zone);
  const values = {
    process,
    level: level ?? undefined,
    thresholds: isOwn ? thresholdsOf(typed) : null,
    reason,
    ...(day === '' ? {} : { validFrom: from === null ? 'no day' : toRfc3339(from) }),
  };
  const form = useForm(FormDecision, values, async (body) => {
    const made = await proposeDecision(body);
    void client.invalidateQueries({ queryKey: ['live'] });
    onClose();
    if (only === null) go(historyPath(made.process));
  });
  const { fields } = form.errors;
  return (
    <DialogFrame title={only ? `Propose a decision on ${only.displayName}` : 'Propose a decision'} onClose={onClose}>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        {only === null && (
          <div className="form-field">
            <label htmlFor={id}>Process</label>
            <select
              id={id}
              value={process}
              aria-invalid={fields.process !== undefined}
              onChange={(event) => {
                setProcess(event.currentTarget.value);
                const next = processes.find((one) => one.process === event.currentTarget.value);
                setLevel(next?.level ?? null);
              }}
            >
              <option value="">Choose one</option>
              {processes.map((one) => (
                <option key={one.process} value={one.process}>
                  {one.displayName}
                </option>
              ))}
            </select>
            {fields.process !== undefined && <p className="field-error">Choose a process.</p>}
          </div>
        )}
        <LevelField value={level} now={chosen?.level ?? null} error={fields.level} onChange={setLevel} />
        <FieldGroup label="Thresholds">
          <Choice
            type="radio"
            name="thresholds"
            value="file"
            label="As in the catalogue’s file"
            checked={!isOwn}
            onChange={() => setOwn(false)}
          />
          <Choice
            type="radio"
            name="thresholds"
            value="own"
            label="Decided here"
            checked={isOwn}
            onChange={() => setOwn(true)}
          />
          {isOwn && <ThresholdsField typed={typed} error={fields.thresholds} onChange={setTyped} />}
        </FieldGroup>
        <ReasonField value={reason} error={fields.reason} onChange={setReason} />
        <ValidFromField day={day} error={fields.validFrom} onChange={setDay} />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button main" disabled={form.isSending}>
            {form.isSending ? 'Proposing…' : 'Propose it'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
