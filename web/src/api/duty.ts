import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { DutyAnswer, type NewOverride, OverrideShown } from '../../../src/features/duty/contract.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

/** Who is on call now and in the coming fourteen days. */
export const dutyNow = queryOptions({
  queryKey: ['live', 'duty'],
  queryFn: ({ signal }) => readJson('/api/v1/duty', DutyAnswer, signal),
});

export const makeOverride = (body: NewOverride): Promise<OverrideShown> =>
  writeJson({ method: 'POST', path: '/api/v1/duty/overrides', body, answer: OverrideShown });

/** Takes an override back; one that has begun ends now. */
export const takeBack = (id: string): Promise<undefined> =>
  writeJson({ method: 'DELETE', path: `/api/v1/duty/overrides/${encodeURIComponent(id)}`, answer: z.undefined() });
