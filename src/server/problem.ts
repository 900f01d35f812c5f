import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type ErrorCode, ProductError } from '../errors.ts';
import './refused-requests.ts';

/** RFC 9457. `code` is one of `docs/errors.md`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().optional(),
    instance: z.string().optional(),
  })
  .loose();
export type Problem = z.infer<typeof Problem>;

/** Turns whatever was thrown into one problem document; what nobody foresaw says only `internal` to the outside. */
export function problemOf(error: unknown, instance: string): Problem {
  if (error instanceof ProductError) return problem(error.code, error.status, error.message, instance, error.details);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const detail = error.validation.map((one) => `${one.instancePath || '/'} ${one.message}`).join('; ');
    return problem('bad_input', 400, `${error.validationContext ?? 'request'}: ${detail}`, instance);
  }
  const known = error as Partial<FastifyError>;
  if (known.statusCode === 413)
    return problem('too_large', 413, 'The body is larger than this server takes.', instance);
  if (known.statusCode === 415)
    return problem('unsupported_media', 415, 'This content type is not read here.', instance);
  if (known.statusCode !== undefined && known.statusCode >= 400 && known.statusCode < 500) {
    return problem('bad_input', known.statusCode, known.message ?? 'The request cannot be read.', instance);
  }
  return problem('internal', 500, 'Something went wrong that is not your fault; the log has it.', instance);
}

function problem(
  code: ErrorCode,
  status: number,
  detail: string,
  instance: string,
  details: Readonly<Record<string, unknown>> = {},
): Problem {
  return {
    ...details,
    type: `urn:waga:error:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    instance,
  };
}

const retryAfterSeconds: Partial<Record<ErrorCode, number>> = {
  ...{ busy: 2, overloaded: 2, interrupted: 2, stopping: 5, store_unavailable: 10 },
};

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const answer = problemOf(error, request.url.split('?')[0] ?? '/');
  request.failedWith = answer.code;
  if (answer.status >= 500) request.log.error({ err: error }, 'request failed');
  const own = answer.retryAfterSeconds;
  const wait = typeof own === 'number' ? own : retryAfterSeconds[answer.code as ErrorCode];
  if (wait !== undefined) reply.header('Retry-After', String(wait));
  reply
    .code(answer.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(answer);
}
