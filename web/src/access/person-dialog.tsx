import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { PersonEdit, type PersonRow } from '../../../src/features/access/contract.ts';
import type { MoneyView } from '../../../src/features/access/money-view.ts';
import { editPerson, people } from '../api/access.ts';
import { useMe } from '../api/me.ts';
import { ApiProblem } from '../api/problem.ts';
import { DialogFrame } from './form/dialog-frame.tsx';
import { TextField } from './form/field.tsx';
import { FormProblem } from './form/form-problem.tsx';
import { useForm } from './form/use-form.ts';
import { MoneyField } from './money-field.tsx';
import { PersonActions } from './person-actions.tsx';
import { roleNames } from './role-words.ts';
import { RolesField } from './roles-field.tsx';

/** Changes what somebody may do. `person` is as the list has it now; a change by somebody else meanwhile is told. */
export function PersonDialog({ person, onClose }: { person: PersonRow; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const isSelf = useMe()?.id === person.id;
  const [displayName, setDisplayName] = useState(person.displayName);
  const [email, setEmail] = useState(person.email ?? '');
  const [roles, setRoles] = useState(person.roles);
  const [money, setMoney] = useState<{ view: MoneyView; isSome: boolean }>({
    view: person.money,
    isSome: person.money !== 'all' && person.money.length > 0,
  });
  const values = { displayName, email: email === '' ? null : email, roles, money: money.view };
  const form = useForm(PersonEdit, values, async (body) => {
    try {
      await editPerson(person, body);
    } catch (problem) {
      if (isConflict(problem)) await client.refetchQueries({ queryKey: people.queryKey });
      throw problem;
    }
    if (isSelf) void client.invalidateQueries({ queryKey: ['me'] });
    onClose();
  });
  const { fields } = form.errors;
  return (
    <DialogFrame title={person.displayName} onClose={onClose}>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={isConflict(form.problem) ? conflictText(person) : form.errors.form} />
        <TextField
          label="Name, as others see it"
          name="displayName"
          autoComplete="off"
          value={displayName}
          error={fields.displayName}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
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
          whom={isSelf ? 'you' : 'this person'}
          value={money.view}
          isSome={money.isSome}
          onChange={(view, isSome) => setMoney({ view, isSome })}
        />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button main" disabled={form.isSending}>
            {form.isSending ? 'Saving…' : 'Save'}
          </button>
        </div>
      </form>
      <PersonActions person={person} isSelf={isSelf} />
    </DialogFrame>
  );
}

const isConflict = (problem: unknown): boolean =>
  problem instanceof ApiProblem && problem.code === 'precondition_failed';

const conflictText = ({ displayName, roles }: PersonRow): string =>
  `Somebody else changed ${displayName} meanwhile; the roles are now ${roles.map((role) => roleNames[role]).join(', ')}. ` +
  'Your changes are still here: save again to put them in their place.';
