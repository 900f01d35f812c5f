import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Intake } from '../actions/intake.ts';
import type { BodyPool } from '../body-pool.ts';
import { decodeLogs, decodeLogsJson, logsMessage, recordsIn } from '../logs/count-records.ts';
import { contentType, encodeAnswer, partialSuccess } from '../otlp/answer.ts';
import { type Rejections, reject } from '../otlp/rejections.ts';
import { refuse } from '../refusal.ts';
import { bodyOf } from './body.ts';
import { entranceOf } from './entrance.ts';
import { IntakeHeaders } from './headers.ts';
import { decodedBody, encodingOf } from './otlp-answer.ts';

const takes = {
  'application/x-protobuf': { description: 'ExportLogsServiceRequest', example: '(bytes)' },
  'application/json': {
    description: 'ExportLogsServiceRequest in JSON',
    example: '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"started"}}]}]}]}',
  },
};

/** `POST /v1/logs`: every record is refused in the protocol's own words, so that a Collector need not be told apart. */
export function logsRoutes(scope: FastifyInstance, intake: Intake, mostBytes: number, pool: BodyPool): void {
  scope.withTypeProvider<ZodTypeProvider>().post(
    '/v1/logs',
    {
      config: { access: { right: 'ingest' }, takes },
      schema: {
        summary: 'OTLP logs are not kept',
        description: 'Answers with partial_success that no record was kept, so that senders do not try again.',
        tags: ['ingest'],
        headers: IntakeHeaders,
      },
    },
    async (request, reply) => {
      const encoding = encodingOf(request);
      const { source } = entranceOf(intake, request);
      const bytes = await bodyOf(request, mostBytes);
      const logs = await decodedBody(encoding, bytes, 'ExportLogsServiceRequest', {
        type: logsMessage,
        protobuf: decodeLogs,
        json: decodeLogsJson,
      }).finally(() => pool.giveBack(bytes));
      const count = recordsIn(logs);
      const rejected: Rejections = new Map();
      reject(rejected, refuse('not_kept', 'logs are not kept; send metrics, traces or events'), count);
      const memory = await intake.memory();
      memory.count(source.name, { accepted: 0, refused: count, duplicate: 0, droppedAttributes: 0 });
      const refused = [{ code: 'not_kept', count }];
      memory.tally.note({ entrance: 'otlp-logs', source: source.name, at: intake.now(), refused });
      return reply.type(contentType[encoding]).send(encodeAnswer(encoding, 'logs', partialSuccess({ rejected })));
    },
  );
}
