import type { z } from 'zod';
import { ask, readAs } from './ask.ts';

/** GETs JSON and parses it by its contract. Throws ApiProblem where there is no answer that can be shown. */
export async function readJson<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  const body = await ask(path, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });
  return readAs(schema, body);
}
