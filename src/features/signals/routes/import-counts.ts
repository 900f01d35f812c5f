import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ProductError } from '../../../errors.ts';
import { bucketStart, minute } from '../../../maths/instants.ts';
import type { Intake } from '../actions/intake.ts';
import { takeCounts } from '../actions/take-counts.ts';
import { ImportAnswer } from '../contract.ts';
import { readBody } from '../event-body.ts';
import { batchKey } from '../writer-rules.ts';
import { bodyOf } from './body.ts';
import { entranceOf } from './entrance.ts';
import { asBusy } from './events.ts';
import { rowsOf } from './events-reading.ts';
import { declarationOf, IntakeHeaders } from './headers.ts';

const takes = {
  'application/x-ndjson': {
    description: 'a row a line',
    example:
      '{"process":"payment","step":"completed","at":1795169700000,"count":42,"amount":"6300.00","currency":"PLN"}\n' +
      '{"metric":"http.requests","at":1795169700000,"labels":{"service.name":"payment-api"},"count":1200}\n',
  },
};

/** `POST /api/v1/import/counts`: history in, a chunk at a time. */
export function importRoutes(scope: FastifyInstance, intake: Intake, mostBytes: number): void {
  scope.withTypeProvider<ZodTypeProvider>().post(
    '/api/v1/import/counts',
    {
      config: { access: { right: 'ingest' }, takes },
      schema: {
        summary: 'Load a chunk of history',
        description:
          'NDJSON rows of counts per minute, whole or not at all. Business: `{"process","step","at","count","amount?","currency?",' +
          '"outcome?"}`; technical: `{"metric","at","labels","count"}` or, for histograms, `{"metric","at","labels","bounds":[…],"buckets":[…]}`. ' +
          '`at` is epoch milliseconds. The minutes that have rows become complete; with Waga-Complete-Since and -Until all minutes ' +
          'between them. A resend with the same Idempotency-Key counts nothing twice.',
        tags: ['ingest'],
        headers: IntakeHeaders,
        response: { 200: ImportAnswer },
      },
    },
    async (request, reply) => {
      const { source, writer } = entranceOf(intake, request);
      const declaration = declarationOf(request.headers, intake.now());
      if (declaration !== null && declaration.since === null) {
        throw new ProductError('bad_input', 'Waga-Complete-Until: an import needs Waga-Complete-Since beside it.');
      }
      const complete = declaration && {
        from: bucketStart((declaration.since ?? declaration.until) + minute - 1, minute),
        to: bucketStart(declaration.until, minute),
      };
      const bytes = await bodyOf(request, mostBytes);
      const rows = rowsOf(readBody(bytes, request.headers));
      const key = batchKey(writer, 'import', request.headers['idempotency-key']);
      const taken = await takeCounts(intake, { source, writer, key, rows, bytes: bytes.length, complete }).catch(
        asBusy,
      );
      if (taken.replayed) reply.header('Idempotent-Replayed', 'true');
      return taken.answer;
    },
  );
}
