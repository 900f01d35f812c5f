import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import {
  type AlertPage,
  type AlertRow,
  NewRetirement,
  type RetirementAnswer,
} from '../../../src/features/balance/alert-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { TextField } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { useForm } from '../access/form/use-form.ts';
import { alertsOf, retireAlert } from '../api/alerts.ts';
import { AreaField } from './area-field.tsx';
import { RetireDone, RetireRefused } from './retire-answer.tsx';

/** Names the replacement, says why, and shows what the replay of the past answered. */
export function RetireDialog({
  page,
  onClose,
  onRetired,
}: {
  page: AlertPage;
  onClose: () => void;
  onRetired: () => Promise<void>;
}): ReactNode {
  const others = (useQuery(alertsOf(30)).data?.alerts ?? []).filter(
    ({ id, retired }) => id !== page.id && retired === null,
  );
  const [replacement, setReplacement] = useState('');
  const [reason, setReason] = useState('');
  const [days, setDays] = useState('90');
  const [answer, setAnswer] = useState<RetirementAnswer | null>(null);
  const values = { replacement, reason, days: days === '' ? undefined : Number(days) };
  const form = useForm(Chosen, values, async (body) => {
    setAnswer(null);
    const told = await retireAlert(page.id, body);
    setAnswer(told);
    if (told.retired) await onRetired();
  });
  if (answer?.retired) {
    return (
      <DialogFrame title={`${page.name} is retired`} onClose={onClose} isSafe>
        <RetireDone answer={answer} onClose={onClose} />
      </DialogFrame>
    );
  }
  return (
    <DialogFrame title={`Retire ${page.name}`} onClose={onClose}>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        {answer !== null && (
          <RetireRefused answer={answer} name={others.find(({ id }) => id === replacement)?.name ?? replacement} />
        )}
        <Replacement
          page={page}
          others={others}
          value={replacement}
          error={form.errors.fields.replacement}
          onChange={setReplacement}
        />
        <AreaField
          label="Why"
          rows={3}
          maxLength={2_000}
          value={reason}
          error={form.errors.fields.reason}
          onChange={setReason}
        />
        <TextField
          label="Days of the past to replay"
          hint="From 7 to 365. The longer, the more P1 and P2 it has to stand up to."
          name="days"
          inputMode="numeric"
          value={days}
          error={form.errors.fields.days}
          onChange={(event) => setDays(event.currentTarget.value.replace(/\D/g, ''))}
        />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button main" disabled={form.isSending}>
            {form.isSending ? 'Replaying the past…' : 'Replay the past and retire it'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}

const Chosen = NewRetirement.extend({ replacement: NewRetirement.shape.replacement.min(1) });

/** Those that watch the same first: most replacements are among them. */
function Replacement({
  page,
  others,
  value,
  error,
  onChange,
}: {
  page: AlertPage;
  others: readonly AlertRow[];
  value: string;
  error: string | undefined;
  onChange: (id: string) => void;
}): ReactNode {
  const id = useId();
  const isNear = (one: AlertRow): boolean =>
    (one.component !== null && one.component === page.component) ||
    one.processes.some((name) => page.processes.includes(name));
  const groups = [
    { name: 'Watching the same', rows: others.filter(isNear) },
    { name: 'Others', rows: others.filter((one) => !isNear(one)) },
  ];
  return (
    <div className="form-field">
      <label htmlFor={id}>What stands in its place</label>
      <p className="field-hint" id={`${id}-hint`}>
        The alert that will tell of what this one told of.
      </p>
      <select
        id={id}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">Choose an alert</option>
        {groups.map(({ name, rows }) =>
          rows.length === 0 ? null : (
            <optgroup key={name} label={name}>
              {rows.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                  {one.componentName === null ? '' : ` (${one.componentName})`}
                </option>
              ))}
            </optgroup>
          ),
        )}
      </select>
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
