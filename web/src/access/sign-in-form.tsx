import './form/form.css';
import './entrance.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { SignIn } from '../../../src/features/access/contract.ts';
import { enter, signInOptions } from '../api/me.ts';
import { ApiProblem } from '../api/problem.ts';
import { ProblemNote } from '../design/problem-note.tsx';
import { TextField } from './form/field.tsx';
import { FormProblem } from './form/form-problem.tsx';
import { useForm } from './form/use-form.ts';
import { waitText } from './wait-text.ts';

/** Name and password, and single sign-on where the server offers it. `to` is where one was going. */
export function SignInForm({
  name: first = '',
  to,
  onDone,
}: {
  name?: string;
  to: string;
  onDone: () => void;
}): ReactNode {
  const client = useQueryClient();
  const options = useQuery(signInOptions);
  const [name, setName] = useState(first);
  const [password, setPassword] = useState('');
  const form = useForm(SignIn, { name, password }, async (body) => {
    try {
      await enter(client, '/api/v1/sign-in', body);
      onDone();
    } catch (problem) {
      setPassword('');
      throw problem;
    }
  });
  const wait = useWait(form.problem);
  if (options.error) return <ProblemNote problem={options.error} onRetry={() => void options.refetch()} />;
  if (!options.data)
    return <div className="skeleton entrance-skeleton" role="status" aria-label="Asking how one may sign in" />;
  const { first: isFirst, password: byPassword, openid } = options.data;
  return (
    <div className="form">
      {isFirst && (
        <p className="entrance-note">
          Nobody is an administrator here yet. Open the link that the server printed when it started; or, on its
          machine, run <code>waga admin-link</code> for a new one.
        </p>
      )}
      {openid && (
        <a className="button openid-button" href={`${openid.path}?${new URLSearchParams({ to })}`}>
          {openid.label}
        </a>
      )}
      {openid && byPassword && <p className="entrance-or">or with a password</p>}
      {byPassword && (
        <form className="form" onSubmit={form.submit} noValidate>
          <FormProblem problem={wait === null ? form.errors.form : waitText(wait)} />
          <TextField
            label="Name"
            name="name"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={name}
            error={form.errors.fields.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            value={password}
            error={form.errors.fields.password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <button type="submit" className="button main" disabled={form.isSending || (wait ?? 0) > 0}>
            {form.isSending ? 'Signing in…' : 'Sign in'}
          </button>
        </form>
      )}
    </div>
  );
}

/** Seconds until the server lets one try again; null when it did not ask to wait. */
function useWait(problem: unknown): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const isAsked = problem instanceof ApiProblem && problem.code === 'too_many_attempts';
    if (!isAsked) return setLeft(null);
    let seconds = problem.retryAfterSeconds ?? 60;
    setLeft(seconds);
    const timer = setInterval(() => {
      seconds = Math.max(0, seconds - 1);
      setLeft(seconds);
      if (seconds === 0) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [problem]);
  return left;
}
