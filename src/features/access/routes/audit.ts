import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../actions/write-audit.ts';
import { auditFormats } from '../audit-entry.ts';
import { AuditAnswer, AuditExportQuery, AuditQuery } from '../contract.ts';
import { doerOf } from '../doer.ts';
import { type AuditFilters, auditEntries, auditPage } from '../queries/audit.ts';

interface Deps {
  records: Kysely<Tables>;
  now(): EpochMs;
}

/** Lines are sent in parts of this length, not one by one. */
const partCharacters = 32_768;
const tags = ['access'];
const access = { right: 'audit' } as const;

/** The audit log: search, and the whole of it as a file. */
export function auditRoutes(app: FastifyInstance, { records, now }: Deps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/audit',
    {
      config: { access },
      schema: {
        summary: 'Search the audit log, newest first',
        description:
          '`from` belongs to the period, `to` does not. `who` is a name or id; `action` one action, or a noun for all of its ' +
          'actions (`token`). `next` is the cursor of the following page, null after the last. Nothing is ever deleted from the log.',
        tags,
        querystring: AuditQuery,
        response: { 200: AuditAnswer },
      },
    },
    async ({ query }) => auditPage(records, query),
  );

  typed.get(
    '/api/v1/audit/export',
    {
      config: { access },
      schema: {
        summary: 'The audit log as a file, newest first',
        description:
          'Takes the filters of the search. In CSV a text that a spreadsheet would run as a formula has a single quote in front.',
        tags,
        querystring: AuditExportQuery,
        produces: ['text/csv', 'application/x-ndjson'],
      },
    },
    async (request, reply) => {
      const { format, ...filters } = request.query;
      const line = { ...doerOf(request), action: 'audit.export', subject: 'audit log' };
      await writeAudit(records, now(), { ...line, details: { format, ...filters } });
      return reply
        .type(auditFormats[format].type)
        .header('Content-Disposition', `attachment; filename="waga-audit.${format}"`)
        .header('Cache-Control', 'no-store')
        .send(Readable.from(fileOf(records, format, filters)));
    },
  );
}

async function* fileOf(
  records: Deps['records'],
  format: keyof typeof auditFormats,
  filters: AuditFilters,
): AsyncGenerator<string> {
  const { head, line } = auditFormats[format];
  let part = head;
  for await (const entry of auditEntries(records, filters)) {
    part += line(entry);
    if (part.length < partCharacters) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}
