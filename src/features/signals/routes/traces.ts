import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Intake } from '../actions/intake.ts';
import { traceTaking } from '../actions/take-traces.ts';
import type { BodyPool } from '../body-pool.ts';
import { contentType, encodeAnswer } from '../otlp/answer.ts';
import { digest } from '../pseudonym.ts';
import { decodeTracesJson } from '../traces/decode-json.ts';
import type { TracesBody } from '../traces/read-traces.ts';
import type { SpansScanning } from '../traces/spans-scanning.ts';
import { tracesMessage } from '../traces/traces-schema.ts';
import { batchKey } from '../writer-rules.ts';
import { bodyOf } from './body.ts';
import { entranceOf } from './entrance.ts';
import { declarationOf, IntakeHeaders } from './headers.ts';
import { decodedBody, encodingOf } from './otlp-answer.ts';
import { tracesReading } from './traces-reading.ts';

const span =
  '{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","kind":2,"startTimeUnixNano":"1795169640000000000","endTimeUnixNano":"1795169640120000000"}';
const service = '{"attributes":[{"key":"service.name","value":{"stringValue":"payment-api"}}]}';
const takes = {
  'application/x-protobuf': { description: 'ExportTraceServiceRequest', example: '(bytes)' },
  'application/json': {
    description: 'ExportTraceServiceRequest in JSON',
    example: `{"resourceSpans":[{"resource":${service},"scopeSpans":[{"spans":[${span}]}]}]}`,
  },
};

/** `POST /v1/traces`: OTLP/HTTP spans in, of which only counts are kept. */
export function tracesRoutes(
  scope: FastifyInstance,
  intake: Intake,
  mostBytes: number,
  { bodies, scanSpans }: { bodies: BodyPool; scanSpans: SpansScanning },
): void {
  const take = traceTaking(intake);
  const read = tracesReading(scanSpans);
  scope.withTypeProvider<ZodTypeProvider>().post(
    '/v1/traces',
    {
      config: { access: { right: 'ingest' }, takes },
      schema: {
        summary: 'Send OTLP traces',
        description:
          'OTLP/HTTP: ExportTraceServiceRequest as protobuf (`application/x-protobuf`) or JSON (`application/json`); gzip is ' +
          'understood. Requests, errors, latency and calls between services are counted, the spans themselves are not kept. What ' +
          'cannot be counted is told as partial_success; 400 with google.rpc.Status for a body that cannot be read; 503 with ' +
          'Retry-After when it must wait. Answers are in the encoding of the request.',
        tags: ['ingest'],
        headers: IntakeHeaders,
      },
    },
    async (request, reply) => {
      const encoding = encodingOf(request);
      const { source, writer } = entranceOf(intake, request);
      const complete = declarationOf(request.headers, intake.now());
      const bytes = await bodyOf(request, mostBytes);
      const key = batchKey(writer, 'traces', request.headers['idempotency-key'] ?? `body ${digest(bytes)}`);
      const taken = await intake.turns
        .hold(bytes.length, async () => {
          const traces = await decodedBody<TracesBody>(encoding, bytes, 'ExportTraceServiceRequest', {
            type: tracesMessage,
            protobuf: (body) => read(body, source),
            json: decodeTracesJson,
          });
          return take({ source, writer, key, traces, complete });
        })
        .finally(() => bodies.giveBack(bytes));
      return reply.type(contentType[encoding]).send(encodeAnswer(encoding, 'traces', taken.answer));
    },
  );
}
