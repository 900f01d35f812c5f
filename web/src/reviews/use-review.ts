import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { NewReviewAct, Review, ReviewText } from '../../../src/features/reviews/review-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { ApiProblem } from '../api/problem.ts';
import { actOnReview, reviewOf, saveReview } from '../api/reviews.ts';
import { changedFields } from './review-draft.ts';

/** Saves or acts; null when it was done, else why not. `behind`: somebody else was faster, and the page shows it now. */
export type Told = null | 'behind' | { problem: string };

/** A document as it stands, and how to change it: one thing at a time. */
export function useReview(incident: string) {
  const client = useQueryClient();
  const answer = useQuery({ ...reviewOf(incident), refetchInterval: usePollEvery() });
  const [isBusy, setBusy] = useState(false);
  const { queryKey } = reviewOf(incident);

  const run = useCallback(
    async (one: (revision: number) => Promise<Review>, revision: number, saw: ReviewText): Promise<Told> => {
      setBusy(true);
      try {
        const next = await one(revision).catch(async (problem: unknown) => {
          if (!isBehind(problem)) throw problem;
          await client.refetchQueries({ queryKey });
          const now = client.getQueryData<Review>(queryKey);
          // Another version with the same text is as good: only the facts, or a tick at an action, went on.
          if (now === undefined || changedFields(now.text, saw).length > 0) throw problem;
          return one(now.revision);
        });
        // An answer that was asked for before this change must not put back what was.
        await client.cancelQueries({ queryKey });
        client.setQueryData(queryKey, next);
        void client.invalidateQueries({
          predicate: ({ queryKey: [live, what] }) =>
            live === 'live' && (what === 'reviews' || what === 'week' || what === 'incident'),
        });
        return null;
      } catch (problem) {
        if (isBehind(problem)) return 'behind';
        return { problem: problem instanceof ApiProblem ? problem.detail.replace(/^body: /, '') : String(problem) };
      } finally {
        setBusy(false);
      }
    },
    [client, queryKey],
  );
  return {
    answer,
    isBusy,
    save: (revision: number, saw: ReviewText, body: ReviewText): Promise<Told> =>
      run((now) => saveReview(incident, now, body), revision, saw),
    act: (page: Review, body: NewReviewAct): Promise<Told> =>
      run((now) => actOnReview(incident, now, body), page.revision, page.text),
  };
}

export type ReviewWays = Pick<ReturnType<typeof useReview>, 'save' | 'act' | 'isBusy'>;

const isBehind = (problem: unknown): boolean => problem instanceof ApiProblem && problem.code === 'precondition_failed';
