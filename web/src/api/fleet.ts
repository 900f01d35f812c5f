import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { FleetAnswer, type FleetQuery } from '../../../src/features/agreements/fleet-contract.ts';
import { bucketStart, hour, minute, toRfc3339 } from '../../../src/maths/instants.ts';
import { query } from './balance.ts';
import { readJson } from './read-json.ts';

const pageRows = 1_000;

/** A window that ends now, or one that is given. */
export type FleetWindow = { length: number } | { from: string; to: string };
export interface FleetAsked extends Pick<FleetQuery, 'kind' | 'q' | 'sort'> {
  window: FleetWindow;
}

/** Availability of everything over a window; a page at a time, and again each minute, since minutes are what is counted. */
export function fleetOf({ window, kind, q, sort }: FleetAsked) {
  return infiniteQueryOptions({
    queryKey: ['fleet', window, kind ?? null, q ?? null, sort],
    queryFn: ({ pageParam, signal }) =>
      readJson(
        query('/api/v1/availability', {
          ...('from' in window ? window : { from: toRfc3339(bucketStart(Date.now() - window.length, hour)) }),
          ...{ kind, q, sort, limit: pageRows, cursor: pageParam ?? undefined },
        }),
        FleetAnswer,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: minute,
  });
}
