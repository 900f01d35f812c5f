import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { doerOf } from '../../access/doer.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { takeAlerts } from '../actions/take-alerts.ts';
import { Webhook } from '../alerts/webhook.ts';
import { refusalOf } from '../business-event.ts';
import { EventsAnswer } from '../contract.ts';
import { readBody } from '../event-body.ts';
import type { IntakeMemory } from '../intake-memory.ts';
import { bodyOf, takeBytes } from './body.ts';
import { entranceOf } from './entrance.ts';
import { rowsOf } from './events-reading.ts';
import { WriteHeaders } from './headers.ts';

export interface AlertmanagerRouteDeps {
  records: Kysely<Tables>;
  signals: { memory(): Promise<IntakeMemory> };
  catalog: { current(): Catalog };
  now(): EpochMs;
  config: { measurements: { retentionDays: number } };
}

const firing =
  '{"status":"firing","labels":{"alertname":"HighErrorRate","service":"payment-api","severity":"page"},"startsAt":"2026-11-20T10:15:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"c4ca4238a0b92382"}';
const takes = {
  'application/json': {
    description: 'what an Alertmanager posts, version 4',
    example: `{"version":"4","status":"firing","receiver":"waga","groupLabels":{},"alerts":[${firing}]}`,
  },
};

const mostBytes = 4_194_304;

/** `POST /api/v1/alertmanager`: the webhook of an Alertmanager. */
export function alertmanagerRoute(app: FastifyInstance, deps: AlertmanagerRouteDeps): void {
  app.register(async (scope) => {
    takeBytes(scope);
    sendRoute(scope, deps);
  });
}

function sendRoute(scope: FastifyInstance, deps: AlertmanagerRouteDeps): void {
  scope.withTypeProvider<ZodTypeProvider>().post(
    '/api/v1/alertmanager',
    {
      bodyLimit: mostBytes,
      config: { access: { right: 'ingest' }, takes },
      schema: {
        summary: 'Take the alerts of a Prometheus Alertmanager',
        description:
          'For `webhook_configs` of an Alertmanager with `send_resolved: true` (payload version 4), with the token as `bearer_token` ' +
          'or as the password of `basic_auth`. Each alert is judged on its own. A time of firing is known by the token, `fingerprint` ' +
          'and `startsAt`: a repeat is a `duplicate` and changes nothing, `resolved` ends it at `endsAt`.',
        tags: ['ingest'],
        headers: WriteHeaders,
        response: { 202: EventsAnswer },
      },
    },
    async (request, reply) => {
      const catalog = deps.catalog.current();
      const { source, writer } = entranceOf({ catalog: () => catalog }, request);
      const payload = payloadOf(await bodyOf(request, mostBytes));
      const now = deps.now();
      const retentionMs = deps.config.measurements.retentionDays * day;
      const taken = await takeAlerts(
        { records: deps.records, catalog, now, retentionMs },
        { source, writer, doer: doerOf(request), rows: payload.alerts },
      );
      const { accepted, duplicate, rejected } = taken;
      const memory = await deps.signals.memory();
      memory.count(source.name, { accepted, duplicate, refused: rejected.length, droppedAttributes: 0 });
      memory.heard(source.name, now);
      const came = { entrance: 'alertmanager', source: source.name, at: now } as const;
      memory.tally.note({ ...came, accepted, duplicate, refused: rejected });
      return reply.code(202).send(taken);
    },
  );
}

/** Throws ProductError `bad_input` where it is not the payload of an Alertmanager, `too_large` for more values than are read at once. */
function payloadOf(bytes: Buffer): Webhook {
  const rows = rowsOf(readBody(bytes, { 'content-type': 'application/json' }));
  const [row, ...others] = rows;
  if (row === undefined || others.length > 0 || row.refusal !== undefined) {
    throw new ProductError('bad_input', 'Expected one JSON object: the payload of an Alertmanager, version 4.');
  }
  const parsed = Webhook.safeParse(row.value);
  if (!parsed.success) throw new ProductError('bad_input', `${refusalOf(parsed.error).message}.`);
  return parsed.data;
}
