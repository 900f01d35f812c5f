import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProductError } from '../../../errors.ts';
import { hasTooManyFields, hasTooManyValues, type MessageType } from '../body-parts.ts';
import { mediaType } from '../event-body.ts';
import { contentType, type Encoding, encodeStatus, rpcCode } from '../otlp/answer.ts';

/** How the body is encoded by its Content-Type. Throws ProductError `unsupported_media` for another than OTLP/HTTP has. */
export function encodingOf(request: FastifyRequest): Encoding {
  const encoding = knownEncoding(request);
  if (encoding !== null) return encoding;
  throw new ProductError('unsupported_media', 'Content-Type: expected application/x-protobuf or application/json.');
}

function knownEncoding(request: FastifyRequest): Encoding | null {
  const type = mediaType(request.headers['content-type']);
  return type === 'application/x-protobuf' ? 'protobuf' : type === 'application/json' ? 'json' : null;
}

/** The request in a body. Throws ProductError `bad_input` when it is no message of this name, `too_large` when it has too many parts. */
export async function decodedBody<T extends object>(
  encoding: Encoding,
  bytes: Buffer,
  message: string,
  read: { type: MessageType; protobuf(bytes: Buffer): T | Promise<T>; json(text: string): T | { malformed: string } },
): Promise<T> {
  const tooMany = encoding === 'json' ? hasTooManyValues(bytes) : hasTooManyFields(bytes, read.type);
  if (tooMany) throw new ProductError('too_large', `The body is a ${message} of too many parts; send smaller batches.`);
  if (encoding === 'json') {
    const request = read.json(bytes.toString('utf8'));
    if (!('malformed' in request)) return request;
    throw new ProductError('bad_input', `The body is no ${message} in JSON: ${request.malformed}.`);
  }
  try {
    return await read.protobuf(bytes);
  } catch (error) {
    if (error instanceof ProductError) throw error;
    throw new ProductError('bad_input', `The body is no ${message} in protobuf.`);
  }
}

/** Senders retry 503 after the time named; they drop on 429 and on 400. */
const retryAfterSeconds = '5';

/** The error handler of a scope of OTLP routes: google.rpc.Status in the encoding of the request. */
export function sendStatus(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const encoding = knownEncoding(request) ?? 'json';
  const known = error instanceof ProductError ? error : null;
  const status = known?.status ?? (error as { statusCode?: number }).statusCode ?? 500;
  if (status >= 500 && known === null) request.log.error({ err: error }, 'request failed');
  const waits = status === 429 || status === 503;
  if (waits) reply.header('Retry-After', retryAfterSeconds);
  const code = waits ? rpcCode.unavailable : status >= 500 ? rpcCode.internal : rpcCode.invalidArgument;
  const message = known?.message ?? (status >= 500 ? 'internal error' : 'The request cannot be read.');
  return reply
    .code(waits ? 503 : status)
    .type(contentType[encoding])
    .send(encodeStatus(encoding, code, message));
}
