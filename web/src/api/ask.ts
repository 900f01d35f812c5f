import type { z } from 'zod';
import { ApiProblem, problemOf } from './problem.ts';
import { setSession } from './session.ts';

/**
 * One request to the server; its body as JSON, or undefined for an empty answer. Throws ApiProblem: the server's own
 * problem document, or that it could not be reached. An answer that it does not know who asks ends the session of the page.
 */
export async function ask(path: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiProblem('The server cannot be reached', 'The request got no answer. Is Waga running?');
  }
  if (response.status === 204) return undefined;
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const problem = problemOf(response.status, response.statusText, body, response.headers.get('retry-after'));
  if (problem.code === 'not_signed_in') setSession('out');
  throw problem;
}

/** The body by its contract; throws ApiProblem where it breaks it (an old page with a new server). */
export function readAs<T>(schema: z.ZodType<T>, body: unknown): T {
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
