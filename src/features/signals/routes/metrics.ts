import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Intake } from '../actions/intake.ts';
import { metricTaking } from '../actions/take-metrics.ts';
import type { BodyPool } from '../body-pool.ts';
import { contentType, encodeAnswer } from '../otlp/answer.ts';
import { decodeJson } from '../otlp/decode-json.ts';
import { requestMessage } from '../otlp/message-schema.ts';
import type { MetricsBody } from '../otlp/read-metrics.ts';
import { digest } from '../pseudonym.ts';
import { batchKey } from '../writer-rules.ts';
import { bodyOf } from './body.ts';
import { entranceOf } from './entrance.ts';
import { declarationOf, IntakeHeaders } from './headers.ts';
import { metricsReading } from './metrics-reading.ts';
import { decodedBody, encodingOf } from './otlp-answer.ts';

const point = '{"startTimeUnixNano":"1795169640000000000","timeUnixNano":"1795169700000000000","asInt":"42"}';
const sum = `{"name":"http.requests","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[${point}]}}`;
const service = '{"attributes":[{"key":"service.name","value":{"stringValue":"payment-api"}}]}';
const takes = {
  'application/x-protobuf': { description: 'ExportMetricsServiceRequest', example: '(bytes)' },
  'application/json': {
    description: 'ExportMetricsServiceRequest in JSON',
    example: `{"resourceMetrics":[{"resource":${service},"scopeMetrics":[{"metrics":[${sum}]}]}]}`,
  },
};

/** `POST /v1/metrics`: OTLP/HTTP metrics in, errors in its own words. */
export function metricsRoutes(scope: FastifyInstance, intake: Intake, mostBytes: number, pool: BodyPool): void {
  const take = metricTaking(intake);
  const reading = metricsReading(intake);
  scope.withTypeProvider<ZodTypeProvider>().post(
    '/v1/metrics',
    {
      config: { access: { right: 'ingest' }, takes },
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
      const { source, writer } = entranceOf(intake, request);
      const complete = declarationOf(request.headers, intake.now());
      const bytes = await bodyOf(request, mostBytes);
      const key = batchKey(writer, 'metrics', request.headers['idempotency-key'] ?? `body ${digest(bytes)}`);
      const taken = await intake.turns
        .hold(bytes.length, async () => {
          const metrics = await decodedBody<MetricsBody>(encoding, bytes, 'ExportMetricsServiceRequest', {
            type: requestMessage,
            protobuf: (body) => reading.read(body, source, writer),
            json: decodeJson,
          });
          return take({ source, writer, key, metrics, complete }).finally(() => reading.giveBack(metrics));
        })
        .finally(() => pool.giveBack(bytes));
      return reply.type(contentType[encoding]).send(encodeAnswer(encoding, 'metrics', taken.answer));
    },
  );
}
