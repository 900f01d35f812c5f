import { queryOptions } from '@tanstack/react-query';
import { TestPageShown, TestPagesAnswer } from '../../../src/features/notifications/test-page-contract.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

/** The newest test page of each rotation. */
export const testPagesNow = queryOptions({
  queryKey: ['live', 'test-pages'],
  queryFn: ({ signal }) => readJson('/api/v1/duty/tests', TestPagesAnswer, signal),
});

export const testPage = (id: string) =>
  queryOptions({
    queryKey: ['live', 'test-pages', id],
    queryFn: ({ signal }) => readJson(`/api/v1/duty/tests/${encodeURIComponent(id)}`, TestPageShown, signal),
  });

export const sendTestPage = (rotation: string): Promise<TestPageShown> =>
  writeJson({ method: 'POST', path: '/api/v1/duty/test', body: { rotation }, answer: TestPageShown });

/** "I got it." */
export const gotTestPage = (id: string): Promise<TestPageShown> =>
  writeJson({
    method: 'POST',
    path: `/api/v1/duty/tests/${encodeURIComponent(id)}/acknowledgement`,
    answer: TestPageShown,
  });
