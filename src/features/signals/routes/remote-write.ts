import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ProductError } from '../../../errors.ts';
import type { Intake } from '../actions/intake.ts';
import { writeTaking } from '../actions/take-write.ts';
import { mediaType } from '../event-body.ts';
import { digest } from '../pseudonym.ts';
import { decodeWrite } from '../remote-write/decode.ts';
import { fastDecode } from '../remote-write/fast-decode.ts';
import { KnownLabels } from '../remote-write/known-labels.ts';
import { uncompress } from '../remote-write/snappy.ts';
import type { WriteRequest } from '../remote-write/write-request.ts';
import { batchKey } from '../writer-rules.ts';
import { entranceOf } from './entrance.ts';
import { WriteHeaders } from './headers.ts';

const takes = {
  'application/x-protobuf': { description: 'prometheus.WriteRequest, compressed with snappy', example: '(bytes)' },
};

/** `POST /api/v1/write`: Prometheus remote write 1.0 in, errors as a line of text, which Prometheus writes into its log. */
export function remoteWriteRoutes(scope: FastifyInstance, intake: Intake, mostBytes: number): void {
  scope.setErrorHandler(sendLine);
  const take = writeTaking(intake);
  const known = new KnownLabels();
  scope.withTypeProvider<ZodTypeProvider>().post(
    '/api/v1/write',
    {
      config: { access: { right: 'ingest' }, takes },
      schema: {
        summary: 'Send Prometheus metrics (remote write 1.0)',
        description:
          'A `prometheus.WriteRequest` in protobuf (`application/x-protobuf`), compressed with snappy. 204 after the samples are on ' +
          'disk; 400 with the reasons as text when some of them cannot be kept, the others are stored; 503 with Retry-After when ' +
          'it must wait; 415 for remote write 2.0. Samples that come again count once.',
        tags: ['ingest'],
        headers: WriteHeaders,
      },
    },
    async (request, reply) => {
      checkMedia(request);
      const { source, writer } = entranceOf(intake, request);
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const key = batchKey(writer, 'write', digest(body));
      const { answer } = await intake.turns.hold(body.length, async () => {
        const write = requestIn(body, mostBytes, known);
        return take({ source, writer, key, write });
      });
      return answer === null ? reply.code(204).send() : reply.code(400).type(text).send(`${answer}\n`);
    },
  );
}

const text = 'text/plain; charset=utf-8';
const firstVersion = 'prometheus.writerequest';

/** Throws ProductError `unsupported_media` for another version of the protocol or another compression. */
function checkMedia({ headers }: FastifyRequest): void {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const message = parameters.map((one) => one.trim()).find((one) => one.startsWith('proto='));
  const named = message?.slice('proto='.length).replaceAll('"', '') ?? firstVersion;
  if (type.trim() !== 'application/x-protobuf' || named !== firstVersion) {
    throw new ProductError(
      'unsupported_media',
      'Content-Type: expected application/x-protobuf with prometheus.WriteRequest (remote write 1.0).',
    );
  }
  if (mediaType(headers['content-encoding']) !== 'snappy') {
    throw new ProductError('unsupported_media', 'Content-Encoding: expected snappy.');
  }
}

/** Throws ProductError `bad_input` when the body is no request, `too_large` when it holds more than is read at once. */
function requestIn(body: Uint8Array, mostBytes: number, known: KnownLabels): WriteRequest {
  const bytes = uncompress(body, mostBytes);
  if ('problem' in bytes) throw problem(bytes.problem, `The body is no snappy block`, mostBytes);
  const write = fastDecode(bytes, known) ?? decodeWrite(bytes);
  if ('problem' in write) throw problem(write.problem, 'The body is no prometheus.WriteRequest', mostBytes);
  return write;
}

function problem(kind: 'malformed' | 'too_large', what: string, mostBytes: number): ProductError {
  if (kind === 'malformed') return new ProductError('bad_input', `${what}.`);
  const limits = `${mostBytes} bytes once expanded, 100 000 samples, 500 000 series, labels and samples together`;
  return new ProductError('too_large', `The body holds more than is read at once (${limits}); send smaller batches.`);
}

/** Prometheus sends again after 5xx and drops on 4xx, 429 included. */
const retryAfterSeconds = '5';

function sendLine(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = error instanceof ProductError ? error : null;
  const status = known?.status ?? (error as { statusCode?: number }).statusCode ?? 500;
  if (status >= 500 && known === null) request.log.error({ err: error }, 'request failed');
  const waits = status === 429 || status === 503;
  if (waits) reply.header('Retry-After', retryAfterSeconds);
  const message = known?.message ?? (status >= 500 ? 'internal error' : status === 413 ? tooLarge : unreadable);
  return reply
    .code(waits ? 503 : status)
    .type(text)
    .send(`${message}\n`);
}
const tooLarge = 'The body is larger than this server takes.';
const unreadable = 'The request cannot be read.';
