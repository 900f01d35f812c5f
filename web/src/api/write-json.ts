import type { z } from 'zod';
import { ask, readAs } from './ask.ts';

export interface Write<T> {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** The version last seen; another one in force is answered with `precondition_failed`. `*`: whichever holds. */
  ifVersion?: number | '*';
  answer: z.ZodType<T>;
}

/**
 * Sends JSON and parses the answer by its contract (`z.undefined()` for one without a body). Throws ApiProblem, whose
 * fields a form can show (form-errors.ts).
 */
export async function writeJson<T>({ method, path, body, ifVersion, answer }: Write<T>): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (ifVersion !== undefined) headers['if-match'] = ifVersion === '*' ? '*' : `"${ifVersion}"`;
  const told = await ask(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return readAs(answer, told);
}
