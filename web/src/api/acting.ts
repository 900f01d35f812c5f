import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ApiProblem } from './problem.ts';

/** Does one thing at a time to what a query shows; null when it was done, else why not, in words. */
export type Act<T> = (doIt: () => Promise<T>) => Promise<string | null>;

/**
 * How to act on what stands under `queryKey`: the answer takes its place, and everything that lives is asked again. Where somebody
 * else was faster, what is shown is asked again too, and the problem says so.
 */
export function useActing<T>(queryKey: QueryKey | null): { act: Act<T>; isBusy: boolean } {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const key = JSON.stringify(queryKey);
  const act: Act<T> = useCallback(
    async (doIt) => {
      const shown = JSON.parse(key) as QueryKey | null;
      setBusy(true);
      try {
        const next = await doIt();
        if (shown !== null) {
          // An answer that was asked for before this must not put back what was.
          await client.cancelQueries({ queryKey: shown });
          client.setQueryData(shown, next);
        }
        void client.invalidateQueries({
          predicate: ({ queryKey: one }) => one[0] === 'live' && JSON.stringify(one) !== key,
        });
        return null;
      } catch (problem) {
        if (!(problem instanceof ApiProblem)) return String(problem);
        const isLate = problem.code === 'conflict' || problem.code === 'precondition_failed';
        if (isLate) await client.invalidateQueries({ queryKey: ['live'] });
        return problem.code === 'precondition_failed'
          ? 'Somebody, or Waga, was faster. This is how it stands now: look, and decide again.'
          : problem.detail;
      } finally {
        setBusy(false);
      }
    },
    [client, key],
  );
  return { act, isBusy };
}
