import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type NewReviewAct,
  Review,
  ReviewsAnswer,
  type ReviewText,
} from '../../../src/features/reviews/review-contract.ts';
import { type NewHandover, Week, WeeksAnswer } from '../../../src/features/reviews/weekly-contract.ts';
import { query } from './balance.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

const pathOf = (incident: string): string => `/api/v1/incidents/${encodeURIComponent(incident)}/review`;
const weekPath = (week: string): string => `/api/v1/reviews/weeks/${encodeURIComponent(week)}`;

/** Documents newest first, a page at a time; the first page holds the open actions. */
export const reviewsNow = infiniteQueryOptions({
  queryKey: ['live', 'reviews'],
  queryFn: ({ pageParam, signal }) =>
    readJson(query('/api/v1/reviews', { cursor: pageParam ?? undefined }), ReviewsAnswer, signal),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  placeholderData: keepPreviousData,
});

export function reviewOf(incident: string) {
  return queryOptions({
    queryKey: ['live', 'review', incident],
    queryFn: ({ signal }) => readJson(pathOf(incident), Review, signal),
  });
}

export const saveReview = (incident: string, ifVersion: number, body: ReviewText): Promise<Review> =>
  writeJson({ method: 'PUT', path: pathOf(incident), body, ifVersion, answer: Review });

export const actOnReview = (incident: string, ifVersion: number, body: NewReviewAct): Promise<Review> =>
  writeJson({ method: 'POST', path: `${pathOf(incident)}/acts`, body, ifVersion, answer: Review });

/** Where the document is had as Markdown. */
export const markdownPath = (incident: string): string => `${pathOf(incident)}.md`;

export const weeksNow = queryOptions({
  queryKey: ['live', 'weeks'],
  queryFn: ({ signal }) => readJson('/api/v1/reviews/weeks', WeeksAnswer, signal),
});

export function weekOf(week: string, review: string) {
  return queryOptions({
    queryKey: ['live', 'week', week, review],
    queryFn: ({ signal }) => readJson(query(weekPath(week), { review }), Week, signal),
    placeholderData: keepPreviousData,
  });
}

/** Where the agenda is had as Markdown. */
export const weekMarkdownPath = (week: string, review: string): string => query(`${weekPath(week)}.md`, { review });

export const saveNotes = (week: string, review: string, ifVersion: number, notes: string): Promise<Week> =>
  writeJson({
    ...{ method: 'PUT', path: query(`${weekPath(week)}/notes`, { review }) },
    ...{ body: { notes }, ifVersion, answer: Week },
  });

/** How a shift of one's own was. */
export const scoreHandover = (body: NewHandover): Promise<unknown> =>
  writeJson({ method: 'PUT', path: '/api/v1/reviews/handovers', body, answer: z.unknown() });
