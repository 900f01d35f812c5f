import type { ReactNode } from 'react';
import { Time } from '../design/numbers.tsx';
import { CopyText } from './form/copy-text.tsx';

/** The link that lets somebody in to choose a password. */
export function InvitationLink({
  to,
  secret,
  path,
  expiresAt,
}: {
  to: string;
  secret: string;
  path: string;
  expiresAt: string;
}): ReactNode {
  return (
    <>
      <p>
        Send this link to {to}, by a way that only they read. It works once, until{' '}
        <Time at={Date.parse(expiresAt)} near={Date.now()} />, and is shown only now.
      </p>
      <CopyText name="the link" text={`${location.origin}${path}#${secret}`} />
    </>
  );
}
