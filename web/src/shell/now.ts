import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let now = Math.floor(Date.now() / 1_000) * 1_000;
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Math.floor(Date.now() / 1_000) * 1_000;
  for (const listener of listeners) listener();
}

/** The present second (epoch ms), one timer for the whole page. Only small components should use it: they draw each second. */
export function useNow(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) timer = setInterval(tick, 1_000);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
    () => now,
  );
}
