import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import '../../access/request-who.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { takeChanges } from '../actions/take-changes.ts';
import { ChangesAnswer, ChangesQuery, ChangesTaken } from '../change-contract.ts';
import { readBody } from '../event-body.ts';
import type { IntakeMemory } from '../intake-memory.ts';
import { changesIn } from '../queries/changes.ts';
import { bodyOf, takeBytes } from './body.ts';
import { entranceOf } from './entrance.ts';
import { rowsOf } from './events-reading.ts';
import { IntakeHeaders } from './headers.ts';

export interface ChangeRouteDeps {
  records: Kysely<Tables>;
  signals: { memory(): Promise<IntakeMemory> };
  catalog: { current(): Catalog };
  now(): EpochMs;
  config: { measurements: { retentionDays: number } };
}

const change =
  '{"kind":"deploy","at":"2026-11-20T10:15:00Z","title":"payment-api 4.2.0","component":"payment-api","version":"4.2.0","id":"build-812"}';
const takes = {
  'application/json': { description: 'one change or an array of them', example: change },
  'application/x-ndjson': { description: 'a change a line', example: `${change}\n` },
  'application/cloudevents+json': {
    description: 'a CloudEvent whose data is a change',
    example: `{"specversion":"1.0","id":"build-812","source":"/ci","type":"change","data":${change}}`,
  },
};

/** A pipeline sends one or a few; more at once is history, which comes in parts. */
const mostChanges = 1_000;
const mostBytes = 2_097_152;
const usualDays = 7;

/** `POST /api/v1/changes`: what was changed in what runs; `GET`: what is known of it. */
export function changeRoutes(app: FastifyInstance, deps: ChangeRouteDeps): void {
  app.register(async (scope) => {
    takeBytes(scope);
    sendRoute(scope, deps);
  });
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/changes',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Deployments and other changes, newest first',
        description:
          'Without a period the last seven days. Those of a process are its own and those of every component it stands on. ' +
          '`next` is the cursor of the following page.',
        tags: ['changes'],
        querystring: ChangesQuery,
        response: { 200: ChangesAnswer },
      },
    },
    async ({ query }) => {
      const to = query.to === undefined ? deps.now() + 1 : Date.parse(query.to);
      const from = query.from === undefined ? to - usualDays * day : Date.parse(query.from);
      if (from >= to) throw new ProductError('bad_input', 'The period must begin before it ends: from < to.');
      return changesIn(deps.records, deps.catalog.current(), { ...query, from, to });
    },
  );
}

function sendRoute(scope: FastifyInstance, deps: ChangeRouteDeps): void {
  scope.withTypeProvider<ZodTypeProvider>().post(
    '/api/v1/changes',
    {
      bodyLimit: mostBytes,
      config: { access: { right: 'ingest' }, takes },
      schema: {
        summary: 'Tell of a deployment or another change',
        description:
          'One JSON object or an array (`application/json`), NDJSON, or CloudEvents 1.0 (structured, batch, binary); gzip is understood. ' +
          'Each row is judged on its own. A change is known by its source and `id` (without `id` by its content): a resend is a ' +
          '`duplicate`. Example: `{"kind":"deploy","at":"2026-11-20T10:15:02Z","title":"payment-api 1.42.0","component":"payment-api"}`',
        tags: ['changes'],
        headers: IntakeHeaders,
        response: { 202: ChangesTaken },
      },
    },
    async (request, reply) => {
      const catalog = deps.catalog.current();
      const { source, writer } = entranceOf({ catalog: () => catalog }, request);
      const rows = rowsOf(readBody(await bodyOf(request, mostBytes), request.headers));
      if (rows.length > mostChanges) {
        throw new ProductError('too_large', `More than ${mostChanges} changes in one request; send smaller batches.`);
      }
      const retentionMs = deps.config.measurements.retentionDays * day;
      const doer = { who: request.who!, address: request.ip };
      const taken = await takeChanges(
        { records: deps.records, catalog, now: deps.now(), retentionMs },
        { source, writer, doer, rows },
      );
      const { accepted, duplicate, rejected } = taken;
      const memory = await deps.signals.memory();
      memory.count(source.name, { accepted, duplicate, refused: rejected.length, droppedAttributes: 0 });
      const came = { entrance: 'changes', source: source.name, at: deps.now() } as const;
      memory.tally.note({ ...came, accepted, duplicate, refused: rejected });
      return reply.code(202).send(taken);
    },
  );
}
