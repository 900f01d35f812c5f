import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { SearchAnswer } from '../../../src/features/balance/search-contract.ts';
import { readJson } from './read-json.ts';

/** What bears a name like `q`; nothing is asked for nothing. */
export function searchFor(q: string) {
  return queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => readJson(`/api/v1/search?${new URLSearchParams({ q })}`, SearchAnswer, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
