import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { Me, SignInOptions } from '../../../src/features/access/contract.ts';
import { ApiProblem } from './problem.ts';
import { readJson } from './read-json.ts';
import { setSession } from './session.ts';
import { writeJson } from './write-json.ts';

/** Who the server takes this page for. A refusal with `not_signed_in` means: nobody. */
export const me = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const known = await readJson('/api/v1/me', Me, signal);
    setSession('in');
    return known;
  },
  staleTime: 60_000,
});

export const signInOptions = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: ({ signal }) => readJson('/api/v1/sign-in', SignInOptions, signal),
});

/** Whoever is signed in, as last told; null before the first answer. */
export function useMe(): Me | null {
  return useQuery({ ...me, enabled: false }).data ?? null;
}

/**
 * Signs in, by password or by the secret of a link; from then on the page is that person's. What the page shows is asked
 * anew; where somebody else was signed in before, nothing of theirs is kept.
 */
export async function enter(client: QueryClient, path: string, body: unknown): Promise<Me> {
  const before = client.getQueryData(me.queryKey);
  const known = await writeJson({ method: 'POST', path, body, answer: Me });
  if (before !== undefined && before.id !== known.id) client.clear();
  client.setQueryData(me.queryKey, known);
  setSession('in');
  void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
  return known;
}

/** Ends the session on the server and forgets everything that was shown. */
export async function signOut(client: QueryClient): Promise<void> {
  try {
    await writeJson({ method: 'POST', path: '/api/v1/sign-out', answer: z.undefined() });
  } catch (problem) {
    // The session had ended already: that is what was wanted.
    if (!(problem instanceof ApiProblem && problem.code === 'not_signed_in')) throw problem;
  }
  setSession('out');
  client.clear();
}
