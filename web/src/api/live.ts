import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { onSession, sessionNow } from './session.ts';

/**
 * connecting: no answer yet; live: ticks arrive; interrupted: they do not, and the page asks by itself;
 * stopped: nobody is signed in, so nothing is asked at all.
 */
export type Link = 'connecting' | 'live' | 'interrupted' | 'stopped';

/** Ticks come every few seconds; a stream that says nothing for this long is dead even if nobody closed it. */
const silentAfterMs = 40_000;
const againAfterMs = 5_000;
/** While the live stream is broken the page asks by itself this often. */
export const pollEveryMs = 15_000;

let link: Link = 'connecting';
const listeners = new Set<() => void>();

function set(next: Link): void {
  if (next === link) return;
  link = next;
  for (const listener of listeners) listener();
}

/**
 * Listens to the server's ticks while somebody is signed in, and lets every live answer be asked again after each.
 * Returns how to stop. EventSource does not tell why it broke: `me` is asked then, which ends the session of the page if
 * nobody is signed in any more, and only else we try again.
 */
export function followTicks(client: QueryClient, path = '/api/v1/stream'): () => void {
  let source: EventSource | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;

  function disconnect(): void {
    source?.close();
    clearTimeout(watchdog);
    clearTimeout(again);
  }
  function connectLater(): void {
    const isNews = link !== 'interrupted' || source?.readyState === EventSource.CLOSED;
    disconnect();
    set('interrupted');
    again = setTimeout(connect, againAfterMs);
    if (isNews) void client.refetchQueries({ queryKey: ['me'] });
  }
  function heard(): void {
    set('live');
    clearTimeout(watchdog);
    watchdog = setTimeout(connectLater, silentAfterMs);
  }
  function connect(): void {
    source = new EventSource(path);
    source.addEventListener('open', heard);
    source.addEventListener('tick', () => {
      heard();
      void client.invalidateQueries({ queryKey: ['live'] });
    });
    source.addEventListener('error', connectLater);
  }
  function follow(): void {
    disconnect();
    if (sessionNow() === 'in') connect();
    else set(sessionNow() === 'out' ? 'stopped' : 'connecting');
  }
  follow();
  const forget = onSession(follow);
  return () => {
    forget();
    disconnect();
  };
}

export function useLink(): Link {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => link,
  );
}

/** The `refetchInterval` of what lives: while ticks arrive nothing is asked in between, and without a session nothing at all. */
export function usePollEvery(): number | false {
  const now = useLink();
  return now === 'live' || now === 'stopped' ? false : pollEveryMs;
}
