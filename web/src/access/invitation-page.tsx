import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { InvitationAccept, InvitationFor } from '../../../src/features/access/contract.ts';
import { enter } from '../api/me.ts';
import { writeJson } from '../api/write-json.ts';
import { Time } from '../design/numbers.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { Entrance } from './entrance.tsx';
import { FormProblem } from './form/form-problem.tsx';
import { useForm } from './form/use-form.ts';
import { useFragmentSecret } from './fragment-secret.ts';
import { NewPassword } from './new-password.tsx';
import { isSpent, SpentLink } from './spent-link.tsx';

/** An invited person chooses a password. */
export default function InvitationPage(): ReactNode {
  const secret = useFragmentSecret();
  const invitation = useQuery({
    queryKey: ['invitation', secret],
    queryFn: () =>
      writeJson({ method: 'POST', path: '/api/v1/invitations/look', body: { secret }, answer: InvitationFor }),
    enabled: secret !== '',
    retry: false,
    refetchOnWindowFocus: false,
  });
  if (secret === '' || isSpent(invitation.error)) return <Spent />;
  if (invitation.error) {
    return (
      <Entrance title="Your invitation">
        <ProblemNote problem={invitation.error} onRetry={() => void invitation.refetch()} />
      </Entrance>
    );
  }
  if (!invitation.data) return <div className="skeleton lone-page entrance-skeleton" />;
  return <Accept secret={secret} {...invitation.data} />;
}

function Spent(): ReactNode {
  return (
    <SpentLink title="This invitation does not work any more">
      It was used, has run out, or was copied in part. Ask an administrator for a new one.
    </SpentLink>
  );
}

function Accept({
  secret,
  name,
  displayName,
  expiresAt,
}: {
  secret: string;
  name: string;
  displayName: string;
  expiresAt: string;
}): ReactNode {
  const client = useQueryClient();
  const [, go] = useLocation();
  const [password, setPassword] = useState('');
  const form = useForm(InvitationAccept, { secret, password }, async (body) => {
    await enter(client, '/api/v1/invitations/accept', body);
    go('/', { replace: true });
  });
  if (isSpent(form.problem)) return <Spent />;
  return (
    <Entrance title={`Welcome, ${displayName}`}>
      <p>
        You sign in as <strong>{name}</strong>. Choose a password; the invitation holds until{' '}
        <Time at={Date.parse(expiresAt)} near={Date.now()} />.
      </p>
      <form className="form" onSubmit={form.submit} noValidate>
        <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
        <FormProblem problem={form.errors.form} />
        <NewPassword value={password} error={form.errors.fields.password} onChange={setPassword} />
        <button type="submit" className="button main" disabled={form.isSending}>
          {form.isSending ? 'One moment…' : 'Come in'}
        </button>
      </form>
    </Entrance>
  );
}
