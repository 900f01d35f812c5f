import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** connecting: no answer yet; live: ticks arrive; interrupted: they do not, and the page asks by itself. */
export type Link = 'connecting' | 'live' | 'interrupted';

/** Ticks come every few seconds; a stream that says nothing for this long is dead even if nobody closed it. */
const silentAfterMs = 40_000;
const againAfterMs = 5_000;

let link: Link = 'connecting';
const listeners = new Set<() => void>();

function set(next: Link): void {
  if (next === link) return;
  link = next;
  for (const listener of listeners) listener();
}

/**
 * Listens to the server's ticks and lets every live answer be asked again after each. Returns how to stop.
 * EventSource connects again by itself after a broken line, but not after a refusal: then we do.
 */
export function followTicks(client: QueryClient, path = '/api/v1/stream'): () => void {
  let source: EventSource | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;

  function connectLater(): void {
    set('interrupted');
    source?.close();
    clearTimeout(watchdog);
    clearTimeout(again);
    again = setTimeout(connect, againAfterMs);
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
  connect();
  return () => {
    source?.close();
    clearTimeout(watchdog);
    clearTimeout(again);
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
