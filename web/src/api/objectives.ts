import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  ObjectivePage,
  ObjectivesAnswer,
  type ObjectivesQuery,
} from '../../../src/features/objectives/slo-contract.ts';
import { query } from './balance.ts';
import { readJson } from './read-json.ts';

const pageRows = 100;
export type ObjectivesAsked = Pick<z.infer<typeof ObjectivesQuery>, 'only' | 'service' | 'q'>;

/** Burning first, then missed, then the smallest budget; a page at a time. */
export function objectivesOf({ only, service, q }: ObjectivesAsked) {
  return infiniteQueryOptions({
    queryKey: ['live', 'objectives', only ?? null, service ?? null, q ?? null],
    queryFn: ({ pageParam, signal }) =>
      readJson(
        query('/api/v1/objectives', { only, service, q, limit: pageRows, cursor: pageParam ?? undefined }),
        ObjectivesAnswer,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

export function objectiveNamed(name: string) {
  return queryOptions({
    queryKey: ['live', 'objective', name],
    queryFn: ({ signal }) => readJson(`/api/v1/objectives/${encodeURIComponent(name)}`, ObjectivePage, signal),
  });
}
