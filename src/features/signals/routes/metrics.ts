import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ProductError } from '../../../errors.ts';
import type { Intake } from '../actions/intake.ts';
import { takeMetrics } from '../actions/take-metrics.ts';
import { mediaType } from '../event-body.ts';
import { contentType, type Encoding, encodeAnswer, encodeStatus, rpcCode } from '../otlp/answer.ts';
import { decodeJson } from '../otlp/decode-json.ts';
import { decodeProtobuf } from '../otlp/decode-protobuf.ts';
import type { MetricsRequest } from '../otlp/metrics-data.ts';
import { digest } from '../pseudonym.ts';
import { batchKey } from '../writer-rules.ts';
import { bodyOf } from './body.ts';
import { entranceOf } from './entrance.ts';
import { declarationOf, IntakeHeaders } from './headers.ts';

/** `POST /v1/metrics`: OTLP/HTTP metrics in, errors in its own words. */
export function metricsRoutes(scope: FastifyInstance, intake: Intake, mostBytes: number): void {
  scope.setErrorHandler((error, request, reply) => sendStatus(error, request, reply));
  scope.withTypeProvider<ZodTypeProvider>().post(
    '/v1/metrics',
    {
      config: { access: { right: 'ingest' } },
      schema: {
        summary: 'Send OTLP metrics',
        description:
          'OTLP/HTTP: ExportMetricsServiceRequest as protobuf (`application/x-protobuf`) or JSON (`application/json`); gzip is ' +
          'understood. What is not kept is told as partial_success; 400 with google.rpc.Status for a body that cannot be read; 503 with ' +
          'Retry-After when it must wait. Answers are in the encoding of the request.',
        tags: ['ingest'],
        headers: IntakeHeaders,
      },
    },
    async (request, reply) => {
      const encoding = encodingOf(request);
      if (encoding === null) {
        throw new ProductError(
          'unsupported_media',
          'Content-Type: expected application/x-protobuf or application/json.',
        );
      }
      const { source, writer } = entranceOf(intake, request);
      const complete = declarationOf(request.headers, intake.now());
      const bytes = await bodyOf(request, mostBytes);
      const metrics = decoded(encoding, bytes);
      const key = batchKey(writer, request.headers['idempotency-key'] ?? `otlp ${digest(bytes)}`);
      const taken = await takeMetrics(intake, { source, writer, key, metrics, bytes: bytes.length, complete });
      return reply.type(contentType[encoding]).send(encodeAnswer(encoding, taken.answer));
    },
  );
}

function encodingOf(request: FastifyRequest): Encoding | null {
  const type = mediaType(request.headers['content-type']);
  return type === 'application/x-protobuf' ? 'protobuf' : type === 'application/json' ? 'json' : null;
}

/** Throws ProductError `bad_input` when the body is no request. */
function decoded(encoding: Encoding, bytes: Buffer): MetricsRequest {
  if (encoding === 'json') {
    const request = decodeJson(bytes.toString('utf8'));
    if (!('malformed' in request)) return request;
    throw new ProductError('bad_input', `The body is no ExportMetricsServiceRequest in JSON: ${request.malformed}.`);
  }
  try {
    return decodeProtobuf(bytes);
  } catch {
    throw new ProductError('bad_input', 'The body is no ExportMetricsServiceRequest in protobuf.');
  }
}

/** Senders retry 503 after the time named; they drop on 429 and on 400. */
const retryAfterSeconds = '5';

function sendStatus(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const encoding = encodingOf(request) ?? 'json';
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
