import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import type { Invitation, PersonRow } from '../../../src/features/access/contract.ts';
import { editPerson, inviteAgain, people, signOutEverywhere } from '../api/access.ts';
import { Confirmed } from './form/confirmed.tsx';
import { InvitationLink } from './invitation-link.tsx';

/** What is done to an account at once, apart from the form: a new link, signing out everywhere, disabling. */
export function PersonActions({ person, isSelf }: { person: PersonRow; isSelf: boolean }): ReactNode {
  const client = useQueryClient();
  const [link, setLink] = useState<z.infer<typeof Invitation> | null>(null);
  const [said, setSaid] = useState('');
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: people.queryKey });
  const isDisabled = person.state === 'disabled';
  return (
    <section className="account-actions" aria-label="Account">
      <h3>Account</h3>
      {person.signsInBy !== 'openid' && !isDisabled && (
        <Confirmed
          name={person.state === 'invited' ? 'New invitation' : 'New password by link'}
          question={
            person.state === 'invited'
              ? 'The earlier link stops working.'
              : 'They choose a new password by a link that you send. Until then the old one holds.'
          }
          yes="Make a link"
          act={async () => setLink(await inviteAgain(person.id))}
        />
      )}
      {link && <InvitationLink to={person.displayName} {...link} />}
      {person.state === 'active' && (
        <Confirmed
          name="Sign out everywhere"
          question={isSelf ? 'This ends your session here too.' : 'Every session of this person ends at once.'}
          yes="Sign them out"
          act={async () => {
            await signOutEverywhere(person.id);
            setSaid('Every session has ended.');
          }}
        />
      )}
      {!isSelf && (
        <Confirmed
          name={isDisabled ? 'Enable' : 'Disable'}
          isGrave={!isDisabled}
          question={
            isDisabled
              ? 'They may sign in again, with the roles they had.'
              : 'They cannot sign in any more, and every session ends. What they did stays in the audit log.'
          }
          yes={isDisabled ? 'Enable the account' : 'Disable the account'}
          act={async () => {
            await editPerson(person, { disabled: !isDisabled });
            await again();
            setSaid(isDisabled ? 'The account is enabled.' : 'The account is disabled.');
          }}
        />
      )}
      <p role="status" className="small">
        {said}
      </p>
    </section>
  );
}
