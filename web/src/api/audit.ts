import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { AuditAnswer } from '../../../src/features/access/contract.ts';
import { readJson } from './read-json.ts';

const pageEntries = 100;

/** The audit log by its filters (the query of the route), a page at a time, newest first. */
export function auditLog(filters: URLSearchParams) {
  const search = new URLSearchParams(filters);
  search.sort();
  return infiniteQueryOptions({
    queryKey: ['audit', search.toString()],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams(search);
      asked.set('limit', String(pageEntries));
      if (pageParam !== null) asked.set('cursor', pageParam);
      return readJson(`/api/v1/audit?${asked}`, AuditAnswer, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

/** Where the same lines are to be had as a file. */
export function auditFilePath(filters: URLSearchParams, format: 'csv' | 'ndjson'): string {
  const search = new URLSearchParams(filters);
  search.set('format', format);
  return `/api/v1/audit/export?${search}`;
}
