import { useSyncExternalStore } from 'react';

/** unknown: nobody has asked yet; in: the server knows who asks; out: it said that it does not (any longer). */
export type Session = 'unknown' | 'in' | 'out';

let session: Session = 'unknown';
const listeners = new Set<() => void>();

export const sessionNow = (): Session => session;

/** Tells everyone who listens; live updates start and stop by it. */
export function setSession(next: Session): void {
  if (next === session) return;
  session = next;
  for (const listener of [...listeners]) listener();
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): Session {
  return useSyncExternalStore(onSession, sessionNow);
}
