import { useSyncExternalStore } from 'react';
import { theme } from './preferences.ts';

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

export type Shade = 'light' | 'dark';

function shade(): Shade {
  const chosen = theme.get();
  if (chosen !== 'system') return chosen;
  return prefersDark.matches ? 'dark' : 'light';
}

/** Puts the chosen or the system's shade on the root element, now and whenever either changes. */
export function applyTheme(): void {
  const apply = (): void => {
    document.documentElement.dataset.theme = shade();
  };
  apply();
  theme.subscribe(apply);
  prefersDark.addEventListener('change', apply);
}

/** The shade on the page now, for what cannot read it from CSS (the charts). */
export function useShade(): Shade {
  return useSyncExternalStore((listener) => {
    const stop = theme.subscribe(listener);
    prefersDark.addEventListener('change', listener);
    return () => {
      stop();
      prefersDark.removeEventListener('change', listener);
    };
  }, shade);
}
