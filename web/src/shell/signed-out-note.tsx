import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { useMe } from '../api/me.ts';
import { useSession } from '../api/session.ts';
import { entrances } from './pages.ts';

const SignInDialog = lazy(() => import('../access/sign-in-dialog.tsx'));

/** The session ended while a page is open: it says so, keeps what is shown, and lets one sign in without leaving. */
export function SignedOutNote(): ReactNode {
  const session = useSession();
  const who = useMe();
  const [path] = useLocation();
  const [isOpen, setOpen] = useState(false);
  if (session !== 'out' || who === null || entrances.some((entrance) => entrance.path === path)) return null;
  return (
    <div className="polling-note signed-out-note" role="status">
      <p>Your session has ended. What is shown stays as it was; live updates have stopped.</p>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        Sign in again
      </button>
      {isOpen && (
        <Suspense>
          <SignInDialog name={who.name} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
