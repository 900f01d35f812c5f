import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProductError } from '../errors.ts';
import '../features/access/request-who.ts';
import type { RouteAccess } from '../features/access/rights.ts';
import { type Answered, type Keyed, keepAnswer, letKeyGo, takeKey } from './once-kept.ts';
import type { Parts } from './parts.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The write that this request's key stands for, once it holds the key. */
    once: Keyed | null;
  }
}

/** Data has keys of its own, a command of the machine and the end of one's own session may be said twice. */
const without: ReadonlySet<string> = new Set(['ingest', 'machine', 'account', 'read']);
/** What these answer may hold a secret that is shown once: it is never kept. */
const secret: ReadonlySet<string> = new Set(['administer']);
const keptHeaders = ['content-type', 'etag', 'location'] as const;
const longestAnswer = 1_000_000;
/** How keys are told in the description of the API. */
export const onceHeader = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  description:
    'names this write for 24 hours: the same again is answered as the first time and does nothing, another one by this key is 409',
} as const;

/** Whether a key is honoured at a route: what people and programs write there is made once. */
export const honoursKey = (method: string | string[], access: RouteAccess | undefined): boolean =>
  [method].flat().includes('POST') && access !== undefined && 'right' in access && !without.has(access.right);

/**
 * Honours `Idempotency-Key`: a write is known by who sends it, its route and its key for a day. What was done is not done again, and
 * is answered as the first time, with `Idempotent-Replayed: true`. A refusal did nothing and frees the key. Put it after the guard.
 */
export function honourKeys(app: FastifyInstance, { records, now, log }: Pick<Parts, 'records' | 'now' | 'log'>): void {
  app.decorateRequest('once', null);

  app.addHook('preHandler', async (request, reply) => {
    const keyed = keyedBy(request);
    if (keyed === null) return;
    const known = await takeKey(records, keyed, digestOf(request), now());
    if (known === 'new') {
      request.once = keyed;
      return;
    }
    if (known === 'another')
      throw new ProductError('conflict', 'Idempotency-Key: this key stands for another request; use a new one.');
    if (known === 'under way') {
      throw new ProductError(
        'conflict',
        'Idempotency-Key: the first request with this key is under way, or was cut off. Ask again in a moment; if this stays, look whether it was done and use a new key.',
        { retryAfterSeconds: 1 },
      );
    }
    return replay(reply, known);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const keyed = request.once;
    if (keyed === null) return payload;
    request.once = null;
    const done = reply.statusCode < 400;
    const answer = { status: reply.statusCode, headers: headersOf(reply), body: bodyOf(request, payload) };
    await (done ? keepAnswer(records, keyed, answer) : letKeyGo(records, keyed)).catch((error: unknown) => {
      // what was done is done, and is answered; a repeat is told that it may have been cut off
      log.error({ err: error }, 'the answer to a write with a key could not be kept');
    });
    return payload;
  });
}

/** Null where no key is sent or honoured. Throws ProductError `bad_input` for what is no key. */
function keyedBy({ method, routeOptions, headers, who }: FastifyRequest): Keyed | null {
  const key = headers['idempotency-key'];
  if (key === undefined || who === null || !honoursKey(method, routeOptions.config.access)) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new ProductError('bad_input', 'Idempotency-Key: expected 1 to 255 visible ASCII characters.');
  return { who: `${who.kind} ${who.id}`, route: `${method} ${routeOptions.url}`, key };
}

/** What is asked: the address with its query, and the body as it was understood. */
function digestOf({ url, body, headers }: FastifyRequest): string {
  const asked = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null);
  return createHash('sha256')
    .update(`${url}\n${headers['if-match'] ?? ''}\n`)
    .update(asked)
    .digest('hex');
}

function replay(reply: FastifyReply, { status, headers, body }: Answered): FastifyReply {
  if (body === null) {
    throw new ProductError(
      'conflict',
      'Idempotency-Key: this was done already, and what was answered is not kept, for it may hold a secret. Read what is there now.',
    );
  }
  reply.code(status).headers(headers).header('Idempotent-Replayed', 'true');
  return reply.send(body === '' ? undefined : body);
}

function headersOf(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    keptHeaders.flatMap((name) => {
      const value = reply.getHeader(name);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
}

function bodyOf({ routeOptions }: FastifyRequest, payload: unknown): string | null {
  const { access } = routeOptions.config;
  if (access !== undefined && 'right' in access && secret.has(access.right)) return null;
  if (payload === undefined || payload === null) return '';
  return typeof payload === 'string' && payload.length <= longestAnswer ? payload : null;
}
