import { z } from 'zod';
import type { Found } from './found.ts';

const key = 'waga.recent';
const keptAtMost = 8;

const Kept = z.array(
  z.object({
    kind: z.enum(['page', 'process', 'component', 'product', 'measure', 'source', 'person']),
    name: z.string(),
    displayName: z.string(),
    of: z.string().nullable(),
    path: z.string().startsWith('/'),
  }),
);

/** The list with this one first, each place once, cut to a handful. */
export const withRecent = (kept: readonly Found[], { kind, name, displayName, of, path }: Found): Found[] =>
  [{ kind, name, displayName, of, path }, ...kept.filter((one) => one.path !== path)].slice(0, keptAtMost);

/** Read from text of this browser, which anything may have written; what is no such list is an empty one. */
export function recentIn(text: string | null): Found[] {
  if (text === null) return [];
  try {
    return Kept.safeParse(JSON.parse(text)).data?.slice(0, keptAtMost) ?? [];
  } catch {
    return [];
  }
}

/** What was gone to last, newest first. People are not remembered on a machine that others may use. */
export function recentNow(): Found[] {
  try {
    return recentIn(localStorage.getItem(key));
  } catch {
    return [];
  }
}

export function remember(found: Found): void {
  if (found.kind === 'person') return;
  try {
    localStorage.setItem(key, JSON.stringify(withRecent(recentNow(), found)));
  } catch {
    // Private windows may refuse storage; then nothing is remembered.
  }
}
