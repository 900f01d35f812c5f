import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useState } from 'react';
import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useLocation } from 'wouter';
import { moneyText } from '../access/money-text.ts';
import PasswordDialog from '../access/password-dialog.tsx';
import { roleNames } from '../access/role-words.ts';
import { signOut, useMe } from '../api/me.ts';
import { ThemeSwitch, ZoneSwitch } from './switches.tsx';

/** Who one is here, how one likes to see things, and the way out. */
export default function UserPanel({
  anchor,
  onClose,
}: {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
}): ReactNode {
  const who = useMe();
  const client = useQueryClient();
  const [, go] = useLocation();
  const [isChanging, setChanging] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  if (who === null) return null;
  if (isChanging) return <PasswordDialog onClose={onClose} />;

  const leave = (): void => {
    signOut(client).then(
      () => {
        onClose();
        go('/sign-in');
      },
      (problem: Error) => setFailed(problem.message),
    );
  };
  return (
    <Popover
      className="user-popover"
      triggerRef={anchor}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="bottom end"
      offset={6}
    >
      <Dialog className="user-panel">
        <header>
          <Heading slot="title">{who.displayName}</Heading>
          {who.name !== who.displayName && <p className="muted">{who.name}</p>}
        </header>
        <dl>
          <div>
            <dt>Roles</dt>
            <dd>{who.roles.map((role) => roleNames[role]).join(', ') || kindWords[who.kind]}</dd>
          </div>
          <div>
            <dt>Money</dt>
            <dd>{moneyText(who.money)}</dd>
          </div>
        </dl>
        <div className="user-looks">
          <ZoneSwitch />
          <div className="field">
            <span>Theme</span>
            <ThemeSwitch />
          </div>
        </div>
        {failed !== null && <p role="alert">{failed}</p>}
        {who.kind === 'person' && (
          <div className="user-ways">
            <button type="button" className="button" onClick={() => setChanging(true)}>
              Change password
            </button>
            <button type="button" className="button" onClick={leave}>
              Sign out
            </button>
          </div>
        )}
      </Dialog>
    </Popover>
  );
}

const kindWords = {
  person: 'none',
  token: 'a token, by its scopes',
  machine: 'a command on the machine itself',
} as const;
