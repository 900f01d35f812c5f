import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** By the answer, so that one that is given again is written out once. */
const texts = new WeakMap<object, { text: string; tag: string }>();

/**
 * Sends an answer that was checked already, with an ETag of its text; 304 to who has it. The answer must not be changed
 * afterwards.
 */
export function sendLarge(request: FastifyRequest, reply: FastifyReply, answer: object): FastifyReply {
  let known = texts.get(answer);
  if (known === undefined) {
    const text = JSON.stringify(answer);
    known = { text, tag: `"${createHash('sha256').update(text).digest('hex').slice(0, 24)}"` };
    texts.set(answer, known);
  }
  reply.header('ETag', known.tag).header('Cache-Control', 'private, no-cache').header('Vary', 'Cookie, Authorization');
  if (request.headers['if-none-match'] === known.tag) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(known.text);
}
