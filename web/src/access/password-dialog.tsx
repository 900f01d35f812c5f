import './form/form.css';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { PasswordChange } from '../../../src/features/access/contract.ts';
import { writeJson } from '../api/write-json.ts';
import { DialogFrame } from './form/dialog-frame.tsx';
import { TextField } from './form/field.tsx';
import { FormProblem } from './form/form-problem.tsx';
import { useForm } from './form/use-form.ts';
import { NewPassword } from './new-password.tsx';

/** One's own password; every other session of the person ends with it. */
export default function PasswordDialog({ onClose }: { onClose: () => void }): ReactNode {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [isDone, setDone] = useState(false);
  const form = useForm(PasswordChange, { current, next }, async (body) => {
    await writeJson({ method: 'PUT', path: '/api/v1/me/password', body, answer: z.undefined() });
    setDone(true);
  });
  return (
    <DialogFrame title="Change password" onClose={onClose} isSafe={isDone}>
      {isDone ? (
        <>
          <p role="status">Your password is changed. Everywhere else you have been signed out.</p>
          <div className="form-ways">
            <button type="button" className="button main" onClick={onClose}>
              Done
            </button>
          </div>
        </>
      ) : (
        <form className="form" onSubmit={form.submit} noValidate>
          <FormProblem problem={form.errors.form} />
          <TextField
            label="Present password"
            name="current"
            type="password"
            autoComplete="current-password"
            value={current}
            error={form.errors.fields.current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <NewPassword
            name="next"
            label="New password"
            value={next}
            error={form.errors.fields.next}
            onChange={setNext}
          />
          <div className="form-ways">
            <button type="button" className="button" onClick={onClose}>
              Cancel
            </button>
            <button type="submit" className="button main" disabled={form.isSending}>
              {form.isSending ? 'Changing…' : 'Change password'}
            </button>
          </div>
        </form>
      )}
    </DialogFrame>
  );
}
