import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  ChannelsAnswer,
  DeliveriesAnswer,
  DeliveryShown,
  TestAsked,
} from '../../../src/features/notifications/contract.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

const pageRows = 50;

export const channelsNow = queryOptions({
  queryKey: ['live', 'channels'],
  queryFn: ({ signal }) => readJson('/api/v1/channels', ChannelsAnswer, signal),
});

/** The log of deliveries by its filters (the query of the route), a page at a time, newest first. */
export function deliveryLog(filters: URLSearchParams) {
  const search = new URLSearchParams(filters);
  search.sort();
  return infiniteQueryOptions({
    queryKey: ['live', 'deliveries', search.toString()],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams(search);
      asked.set('limit', String(pageRows));
      if (pageParam !== null) asked.set('cursor', pageParam);
      return readJson(`/api/v1/deliveries?${asked}`, DeliveriesAnswer, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

export const sendTest = (channel: string): Promise<TestAsked> =>
  writeJson({ method: 'POST', path: `/api/v1/channels/${encodeURIComponent(channel)}/test`, answer: TestAsked });

export const tryAgain = (delivery: string): Promise<DeliveryShown> =>
  writeJson({
    method: 'POST',
    path: `/api/v1/deliveries/${encodeURIComponent(delivery)}/retry`,
    answer: DeliveryShown,
  });
