import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { ProductError } from '../../../errors.ts';
import type { Intake } from '../actions/intake.ts';
import { eventTaking } from '../actions/take-events.ts';
import type { BodyPool } from '../body-pool.ts';
import { EventsAnswer } from '../contract.ts';
import { batchKey } from '../writer-rules.ts';
import { bodyOf } from './body.ts';
import { entranceOf } from './entrance.ts';
import { eventsReading } from './events-reading.ts';
import { declarationOf, IntakeHeaders } from './headers.ts';

const row =
  '{"process":"payment","step":"completed","at":"2026-11-20T10:15:02.120Z","id":"order-1001","amount":"150.00","currency":"PLN","user":"c-77","outcome":"ok","attributes":{"method":"blik"}}';
const cloudEvent = `{"specversion":"1.0","id":"1","source":"/shop","type":"payment.completed","data":${row}}`;
const takes = {
  'application/x-ndjson': {
    description: 'a row a line',
    example: `${row}\n${row.replace('order-1001', 'order-1002')}\n`,
  },
  'application/json': { description: 'one row or an array of rows', example: row },
  'application/cloudevents+json': { description: 'a CloudEvent whose data is a row', example: cloudEvent },
  'application/cloudevents-batch+json': { description: 'an array of CloudEvents', example: `[${cloudEvent}]` },
};

/** `POST /api/v1/events`: business events in. */
export function eventRoutes(scope: FastifyInstance, intake: Intake, mostBytes: number, pool: BodyPool): void {
  const take = eventTaking(intake);
  const read = eventsReading(intake);
  scope.withTypeProvider<ZodTypeProvider>().post(
    '/api/v1/events',
    {
      config: { access: { right: 'ingest' }, takes },
      schema: {
        summary: 'Send business events',
        description:
          'NDJSON (`application/x-ndjson`), one JSON object or an array (`application/json`), or CloudEvents 1.0: structured, batch ' +
          'or binary; gzip is understood. Each row is judged on its own: good ones are kept, the others are listed. The answer ' +
          'comes after they are on disk; 429 or 503 with Retry-After when they are to be sent again. Example row: ' +
          '`{"process":"payment","step":"completed","at":"2026-11-20T10:15:02.120Z","id":"order-1001","amount":"150.00","currency":"PLN"}`',
        tags: ['ingest'],
        headers: IntakeHeaders,
        response: { 202: EventsAnswer },
      },
    },
    async (request, reply) => {
      const { source, writer } = entranceOf(intake, request);
      const complete = declarationOf(request.headers, intake.now());
      const bytes = await bodyOf(request, mostBytes);
      const key = batchKey(writer, 'events', request.headers['idempotency-key']);
      const taken = await intake.turns
        .hold(bytes.length, async () => {
          const body = await read(bytes, request.headers, source, writer);
          return take({ source, writer, key, body, complete });
        })
        .catch(asBusy)
        .finally(() => pool.giveBack(bytes));
      if (taken.replayed) reply.header('Idempotent-Replayed', 'true');
      return reply.code(202).send(taken.answer);
    },
  );
}

/** Senders of events and history are told to wait with 429. */
export function asBusy(error: unknown): never {
  if (error instanceof ProductError && error.code === 'overloaded') {
    throw new ProductError('busy', error.message, error.details, error);
  }
  throw error;
}
