import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import { me } from '../api/me.ts';
import { sessionNow } from '../api/session.ts';
import { destinationIn } from '../shell/destination.ts';
import { Entrance } from './entrance.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Where everyone comes in. Whoever is signed in already goes on at once. */
export default function SignInPage(): ReactNode {
  const to = destinationIn(useSearch());
  const [, go] = useLocation();
  const known = useQuery({ ...me, enabled: sessionNow() !== 'out' });
  const isIn = known.data !== undefined && sessionNow() === 'in';
  useEffect(() => {
    if (isIn) go(to, { replace: true });
  }, [isIn, go, to]);
  return (
    <Entrance title="Sign in">
      <SignInForm to={to} onDone={() => go(to, { replace: true })} />
    </Entrance>
  );
}
