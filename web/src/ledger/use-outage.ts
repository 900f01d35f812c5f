import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { outageNamed } from '../api/ledger.ts';
import { usePollEvery } from '../api/live.ts';
import { ApiProblem } from '../api/problem.ts';

/**
 * Changes an outage as it was seen; null when it was changed, else why not, in words. What is shown is then how it stands in either
 * case. Where another version is in force by then in which `stillHolds`, it is done on that one: Waga itself writes what it measured.
 */
export type Change = (
  change: (id: string, revision: number) => Promise<OutagePage>,
  seen: { revision: number; stillHolds: (now: OutagePage) => boolean },
) => Promise<string | null>;

/** What somebody else's change is answered with. */
export const changedMeanwhile = 'Somebody changed this outage meanwhile. Look at how it stands now, then decide again.';

const isBehind = (problem: unknown): boolean => problem instanceof ApiProblem && problem.code === 'precondition_failed';

/** An outage as it stands, and how to change it: one thing at a time. */
export function useOutage(id: string) {
  const client = useQueryClient();
  const answer = useQuery({ ...outageNamed(id), refetchInterval: usePollEvery() });
  const [isBusy, setBusy] = useState(false);
  const change: Change = useCallback(
    async (one, { revision, stillHolds }) => {
      const { queryKey } = outageNamed(id);
      setBusy(true);
      try {
        const next = await one(id, revision).catch(async (problem: unknown) => {
          if (!isBehind(problem)) throw problem;
          await client.refetchQueries({ queryKey });
          const now = client.getQueryData<OutagePage>(queryKey);
          if (now === undefined || !stillHolds(now)) throw problem;
          return one(id, now.revision);
        });
        // An answer that was asked for before this change must not put back what was.
        await client.cancelQueries({ queryKey });
        client.setQueryData(queryKey, next);
        void client.invalidateQueries({
          predicate: ({ queryKey: [live, what] }) => live === 'live' && what !== 'outage',
        });
        return null;
      } catch (problem) {
        if (!(problem instanceof ApiProblem)) return String(problem);
        if (problem.code === 'conflict') await client.refetchQueries({ queryKey });
        return isBehind(problem) ? changedMeanwhile : problem.detail.replace(/^body: /, '');
      } finally {
        setBusy(false);
      }
    },
    [client, id],
  );
  return { answer, change, isBusy };
}
