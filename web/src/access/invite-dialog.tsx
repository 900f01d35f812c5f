import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { type Invited, NewPerson } from '../../../src/features/access/contract.ts';
import type { MoneyView } from '../../../src/features/access/money-view.ts';
import type { Role } from '../../../src/features/access/rights.ts';
import { invite } from '../api/access.ts';
import { DialogFrame } from './form/dialog-frame.tsx';
import { TextField } from './form/field.tsx';
import { FormProblem } from './form/form-problem.tsx';
import { useForm } from './form/use-form.ts';
import { InvitationLink } from './invitation-link.tsx';
import { MoneyField } from './money-field.tsx';
import { RolesField } from './roles-field.tsx';

/** Invites somebody: who, with which roles; then the link, which is shown this once. */
export function InviteDialog({ onClose }: { onClose: () => void }): ReactNode {
  const [displayName, setDisplayName] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>(['reader']);
  const [money, setMoney] = useState<{ view: MoneyView; isSome: boolean }>({ view: [], isSome: false });
  const [invited, setInvited] = useState<z.infer<typeof Invited> | null>(null);
  const values = { displayName, name, email: email === '' ? null : email, roles, money: money.view };
  const form = useForm(NewPerson, values, async (body) => setInvited(await invite(body)));
  if (invited) {
    return (
      <DialogFrame title={`${invited.person.displayName} is invited`} onClose={onClose}>
        <InvitationLink to={invited.person.displayName} {...invited.invitation} />
        <div className="form-ways">
          <button type="button" className="button main" onClick={onClose}>
            Done
          </button>
        </div>
      </DialogFrame>
    );
  }
  const { fields } = form.errors;
  return (
    <DialogFrame title="Invite somebody" onClose={onClose}>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        <TextField
          label="Name, as others see it"
          name="displayName"
          autoComplete="off"
          value={displayName}
          error={fields.displayName}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
        />
        <TextField
          label="Name to sign in with"
          hint="Lower case, as in an e-mail address. Single sign-on finds people by it."
          name="name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          error={fields.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextField
          label="E-mail (not needed)"
          name="email"
          type="email"
          autoComplete="off"
          value={email}
          error={fields.email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <RolesField value={roles} error={fields.roles} onChange={setRoles} />
        <MoneyField
          whom="this person"
          value={money.view}
          isSome={money.isSome}
          onChange={(view, isSome) => setMoney({ view, isSome })}
        />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button main" disabled={form.isSending}>
            {form.isSending ? 'Inviting…' : 'Invite'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
