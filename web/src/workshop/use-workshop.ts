import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Workshop } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { ApiProblem } from '../api/problem.ts';
import { workshopNamed } from '../api/workshops.ts';

/** Several people look at the same workshop: this often each page asks how it stands. */
const everyMs = 3_000;
/** After a step of somebody else keys wait this long, so that nobody answers a question that they have not read. */
const stillMs = 800;

export type Note = { kind: 'calm' | 'problem'; text: string } | null;
/** Takes a step; null when it was taken, else why not, in words. */
export type Act = (step: (workshop: Workshop) => Promise<Workshop>) => Promise<string | null>;

const elsewhere = 'Somebody else went on meanwhile. This is how it stands now.';
const tooSoon = 'Something else was just going on here. Look at it once more, and try again.';

/**
 * A workshop as it stands, and how to take a step in it: one at a time, on the version that is shown. Where somebody else
 * was faster nothing is overwritten: the page shows how it stands now and says so.
 */
export function useWorkshop(id: string) {
  const client = useQueryClient();
  const options = workshopNamed(id);
  // What is asked for by the clock could show one's own step before it is answered, as if somebody else had taken it.
  const [isStepping, setStepping] = useState(false);
  const answer = useQuery({
    ...options,
    refetchInterval: ({ state }) => (isStepping || state.data?.state === 'closed' ? false : everyMs),
  });
  const [note, setNote] = useState<Note>(null);
  const [isStill, setStill] = useState(false);
  const isBusy = useRef(false);
  const seen = useRef<number | null>(null);
  const version = answer.data?.version ?? null;

  useEffect(() => {
    if (version === null || version === seen.current || isBusy.current) return;
    const isNews = seen.current !== null && version > seen.current;
    seen.current = version;
    if (!isNews) return;
    setNote({ kind: 'calm', text: elsewhere });
    setStill(true);
  }, [version]);
  useEffect(() => {
    if (!isStill) return;
    const timer = setTimeout(() => setStill(false), stillMs);
    return () => clearTimeout(timer);
  }, [isStill]);

  const act: Act = useCallback(
    async (step) => {
      const { queryKey } = workshopNamed(id);
      const shown = client.getQueryData<Workshop>(queryKey);
      if (isBusy.current || isStill || shown === undefined) return tooSoon;
      isBusy.current = true;
      setStepping(true);
      try {
        await client.cancelQueries({ queryKey });
        const next = await step(shown);
        // An answer that was asked for before this step must not put back what was.
        await client.cancelQueries({ queryKey });
        seen.current = next.version;
        client.setQueryData(queryKey, next);
        setNote(null);
        return null;
      } catch (problem) {
        if (problem instanceof ApiProblem && problem.code === 'precondition_failed') {
          await client.refetchQueries({ queryKey });
          setNote({ kind: 'calm', text: elsewhere });
          return elsewhere;
        }
        const text = problem instanceof ApiProblem ? problem.detail : String(problem);
        setNote({ kind: 'problem', text });
        return text;
      } finally {
        isBusy.current = false;
        setStepping(false);
      }
    },
    [client, id, isStill],
  );
  return { answer, note, act };
}
