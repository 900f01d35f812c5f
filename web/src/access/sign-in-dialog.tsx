import type { ReactNode } from 'react';
import { DialogFrame } from './form/dialog-frame.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Signing in again over the page that one was at, so that nothing on it is lost. */
export default function SignInDialog({ name, onClose }: { name: string; onClose: () => void }): ReactNode {
  return (
    <DialogFrame title="Sign in again" onClose={onClose}>
      <SignInForm name={name} to={`${location.pathname}${location.search}`} onDone={onClose} />
    </DialogFrame>
  );
}
