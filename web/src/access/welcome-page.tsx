import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { FirstAdministrator } from '../../../src/features/access/contract.ts';
import { enter } from '../api/me.ts';
import { Entrance } from './entrance.tsx';
import { TextField } from './form/field.tsx';
import { FormProblem } from './form/form-problem.tsx';
import { useForm } from './form/use-form.ts';
import { useFragmentSecret } from './fragment-secret.ts';
import { NewPassword } from './new-password.tsx';
import { isSpent, SpentLink } from './spent-link.tsx';

/** The first administrator, by the link that the server printed when it first started. */
export default function WelcomePage(): ReactNode {
  const client = useQueryClient();
  const [, go] = useLocation();
  const secret = useFragmentSecret();
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const form = useForm(FirstAdministrator, { secret, name, displayName, password }, async (body) => {
    await enter(client, '/api/v1/first-administrator', body);
    go('/', { replace: true });
  });
  if (secret === '' || isSpent(form.problem)) {
    return (
      <SpentLink title="This link does not work any more">
        The link of the first administrator works once, for an hour. On the machine of the server,{' '}
        <code>waga admin-link</code> prints a new one.
      </SpentLink>
    );
  }
  return (
    <Entrance title="Welcome to Waga">
      <p>You become the first administrator: you invite the others and say what each of them may do.</p>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        <TextField
          label="Your name, as others see it"
          name="displayName"
          autoComplete="name"
          value={displayName}
          error={form.errors.fields.displayName}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
        />
        <TextField
          label="Name to sign in with"
          hint="Lower case, as in an e-mail address: anna, or anna@example.org."
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          error={form.errors.fields.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NewPassword value={password} error={form.errors.fields.password} onChange={setPassword} />
        <button type="submit" className="button main" disabled={form.isSending}>
          {form.isSending ? 'One moment…' : 'Become administrator'}
        </button>
      </form>
    </Entrance>
  );
}
