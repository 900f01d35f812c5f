import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { outageNamed } from '../api/ledger.ts';
import { usePollEvery } from '../api/live.ts';
import { ApiProblem } from '../api/problem.ts';

/** Changes an outage; null when it was changed, else why not, in words. What is shown is then how it stands in either case. */
export type Change = (change: (id: string) => Promise<OutagePage>) => Promise<string | null>;

/** What somebody else's change is answered with. */
export const changedMeanwhile = 'Somebody changed this outage meanwhile. Look at how it stands now, then decide again.';

/** An outage as it stands, and how to change it: one thing at a time. */
export function useOutage(id: string) {
  const client = useQueryClient();
  const answer = useQuery({ ...outageNamed(id), refetchInterval: usePollEvery() });
  const [isBusy, setBusy] = useState(false);
  const change: Change = useCallback(
    async (one) => {
      const { queryKey } = outageNamed(id);
      setBusy(true);
      try {
        const next = await one(id);
        // An answer that was asked for before this change must not put back what was.
        await client.cancelQueries({ queryKey });
        client.setQueryData(queryKey, next);
        void client.invalidateQueries({
          predicate: ({ queryKey: [live, what] }) => live === 'live' && what !== 'outage',
        });
        return null;
      } catch (problem) {
        if (!(problem instanceof ApiProblem)) return String(problem);
        const isBehind = problem.code === 'precondition_failed';
        if (isBehind || problem.code === 'conflict') await client.refetchQueries({ queryKey });
        return isBehind ? changedMeanwhile : problem.detail.replace(/^body: /, '');
      } finally {
        setBusy(false);
      }
    },
    [client, id],
  );
  return { answer, change, isBusy };
}
