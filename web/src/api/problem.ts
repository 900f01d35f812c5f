import { z } from 'zod';

/** RFC 9457 as this product sends it; anything may be missing when something between us and the server answers. */
const Problem = z.object({
  title: z.string().optional(),
  status: z.number().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
});

/** Why a question to the server got no answer that can be shown. */
export class ApiProblem extends Error {
  readonly title: string;
  readonly detail: string;
  /** HTTP status; null when the server could not be reached or its answer could not be read. */
  readonly status: number | null;
  /** One of the codes of the errors page; null when there is none. */
  readonly code: string | null;
  /** How long the server asks to wait before the next try; null when it does not say. */
  readonly retryAfterSeconds: number | null;
  /** The whole document, for those who know what else it holds. */
  readonly body: unknown;

  constructor(
    title: string,
    detail: string,
    status: number | null = null,
    code: string | null = null,
    retryAfterSeconds: number | null = null,
    body: unknown = null,
  ) {
    super(`${title}: ${detail}`);
    this.name = 'ApiProblem';
    this.title = title;
    this.detail = detail;
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.body = body;
  }
}

/** The problem of a refused request: what its body says, else what its status says. `retryAfter` as the header gives it. */
export function problemOf(
  status: number,
  statusText: string,
  body: unknown,
  retryAfter: string | null = null,
): ApiProblem {
  const told = Problem.safeParse(body).data ?? {};
  return new ApiProblem(
    told.title ?? (statusText || 'The server refused'),
    told.detail ?? `The server answered with status ${status} and did not say why.`,
    status,
    told.code ?? null,
    retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null,
    body,
  );
}

/** Whether asking again may help: not when the question itself is wrong. */
export function isWorthRetrying(problem: Error): boolean {
  if (!(problem instanceof ApiProblem)) return false;
  return problem.status === null ? problem.code !== 'unreadable' : problem.status >= 500 || problem.status === 429;
}
