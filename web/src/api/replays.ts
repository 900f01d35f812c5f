import { queryOptions } from '@tanstack/react-query';
import { type NewReplay, ReplayAnswer } from '../../../src/features/balance/replay-contract.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

const pollMs = 700;

export const startReplay = (body: NewReplay): Promise<ReplayAnswer> =>
  writeJson({ method: 'POST', path: '/api/v1/replays', body, answer: ReplayAnswer });

/** A run, asked for again and again until it is over; then it does not change any more. */
export function replayNamed(id: string) {
  return queryOptions({
    queryKey: ['replay', id],
    queryFn: ({ signal }) => readJson(`/api/v1/replays/${encodeURIComponent(id)}`, ReplayAnswer, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? pollMs : false),
    // The server gives up a run that nobody asks for: a hidden page still wants it.
    refetchIntervalInBackground: true,
    staleTime: 60_000,
  });
}
