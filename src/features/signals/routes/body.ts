import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProductError } from '../../../errors.ts';
import { mediaType } from '../event-body.ts';
import { collectBody } from './collect-body.ts';

const expand = promisify(gunzip);

/** Within this scope every body is bytes, whatever its type: the parsers here refuse row by row, not the request. */
export function takeBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (request, payload, done) => {
    const length = Number(request.headers['content-length']);
    collectBody(payload, { length, limit: request.routeOptions.bodyLimit, into: null }, done);
  });
}

/**
 * The body of a request, expanded. Throws ProductError `too_large` when it is larger than `mostBytes` once expanded,
 * `unsupported_media` for an encoding other than gzip, `bad_input` when it is no gzip.
 */
export async function bodyOf(request: FastifyRequest, mostBytes: number): Promise<Buffer> {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const encoding = mediaType(request.headers['content-encoding']) || 'identity';
  if (encoding === 'identity') return limited(bytes, mostBytes);
  if (encoding !== 'gzip') throw new ProductError('unsupported_media', 'Content-Encoding: expected gzip or none.');
  try {
    return await expand(bytes, { maxOutputLength: mostBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(mostBytes);
    throw new ProductError('bad_input', 'The body is no valid gzip.');
  }
}

function limited(bytes: Buffer, mostBytes: number): Buffer {
  if (bytes.length > mostBytes) throw tooLarge(mostBytes);
  return bytes;
}

function tooLarge(mostBytes: number): ProductError {
  return new ProductError(
    'too_large',
    `The body is larger than ${mostBytes} bytes once expanded; send smaller batches.`,
  );
}
