import { useSyncExternalStore } from 'react';

/** A choice that this browser remembers. Where storage is refused it lasts as long as the page. */
export interface Preference<Choice extends string> {
  get(): Choice;
  set(choice: Choice): void;
  subscribe(listener: () => void): () => void;
}

function preference<Choice extends string>(
  name: string,
  choices: readonly Choice[],
  first: Choice,
): Preference<Choice> {
  const listeners = new Set<() => void>();
  let now = remembered(name, choices) ?? first;
  return {
    get: () => now,
    set(choice) {
      now = choice;
      try {
        localStorage.setItem(name, choice);
      } catch {
        // Private windows may refuse storage; the choice still holds for this page.
      }
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function remembered<Choice extends string>(name: string, choices: readonly Choice[]): Choice | null {
  try {
    const value = localStorage.getItem(name);
    return choices.find((choice) => choice === value) ?? null;
  } catch {
    return null;
  }
}

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const theme = preference<Theme>('waga.theme', themes, 'system');

export const zoneChoices = ['process', 'local', 'utc'] as const;
export type ZoneChoice = (typeof zoneChoices)[number];
export const zoneChoice = preference<ZoneChoice>('waga.zone', zoneChoices, 'process');

export function usePreference<Choice extends string>(of: Preference<Choice>): Choice {
  return useSyncExternalStore(of.subscribe, of.get);
}
