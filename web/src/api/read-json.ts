import type { z } from 'zod';
import { ApiProblem, problemOf } from './problem.ts';

/**
 * GETs JSON and parses it by its contract. Throws ApiProblem: the server's own problem document, or why it could not
 * be reached, or where its answer breaks the contract (an old page with a new server).
 */
export async function readJson<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem('The server cannot be reached', 'The request got no answer. Is Waga running?');
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, response.statusText, body);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  const where = first ? `${first.path.join('.') || 'answer'}: ${first.message}` : 'no detail';
  throw new ApiProblem(
    'The answer cannot be read',
    `This page and the server differ in version; reload the page. (${where})`,
    null,
    'unreadable',
  );
}
