import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { incidentNamed } from '../api/incidents.ts';
import { usePollEvery } from '../api/live.ts';
import { ApiProblem } from '../api/problem.ts';

/** Takes a step; null when it was taken, else why not, in words. What is shown is then how it stands in either case. */
export type TakeStep = (step: (id: string) => Promise<IncidentPage>) => Promise<string | null>;

/** An incident as it stands, and how to do something about it: one thing at a time. */
export function useIncident(id: string) {
  const client = useQueryClient();
  const answer = useQuery({ ...incidentNamed(id), refetchInterval: usePollEvery() });
  const [isBusy, setBusy] = useState(false);
  const take: TakeStep = useCallback(
    async (step) => {
      const { queryKey } = incidentNamed(id);
      setBusy(true);
      try {
        const next = await step(id);
        // An answer that was asked for before this step must not put back what was.
        await client.cancelQueries({ queryKey });
        client.setQueryData(queryKey, next);
        void client.invalidateQueries({ queryKey: ['live', 'incidents'] });
        return null;
      } catch (problem) {
        // Somebody else, or Waga, was faster: the page shows how it stands now.
        if (problem instanceof ApiProblem && problem.code === 'conflict') await client.refetchQueries({ queryKey });
        return problem instanceof ApiProblem ? problem.detail : String(problem);
      } finally {
        setBusy(false);
      }
    },
    [client, id],
  );
  return { answer, take, isBusy };
}
