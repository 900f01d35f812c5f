import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import '../../access/request-who.ts';
import { renderReport } from '../actions/render-report.ts';
import { evidenceZip } from '../evidence.ts';
import { type AskedReportDeps, evidenceShown, reportShown } from '../queries/asked-reports.ts';
import { frozenPage } from '../queries/frozen.ts';
import { FrozenReports, ReportQuery, ReportScope } from '../report-contract.ts';

const tags = ['agreements'];
const config = { access: { right: 'read' } } as const;
const Place = z.object({ kind: ReportScope.shape.kind, name: z.string().max(256) });
const EvidenceQuery = ReportQuery.pick({ period: true, version: true, timeZone: true });
const PageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** What was delivered: of an agreement, a process, a product, the organisation. */
export function reportRoutes(app: FastifyInstance, deps: AskedReportDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/reports',
    {
      config,
      schema: {
        summary: 'Reports that were frozen, newest first',
        description:
          'A report is frozen on day 8 after its period; a later change of the ledger that changes a figure makes the next version. `next` is the cursor of the following page.',
        tags,
        querystring: PageQuery,
        response: { 200: FrozenReports },
      },
    },
    ({ query }) => frozenPage(deps.records, query.cursor, query.limit),
  );

  typed.get(
    '/api/v1/reports/:kind/:name',
    {
      config,
      schema: {
        summary: 'The report of a period, as JSON, HTML, PDF, XLSX or CSV',
        description:
          '`period` is a month (`2026-10`), a quarter (`2026-Q4`) or days (`2026-10-03..2026-10-17`). What was frozen is served as it was; without `version` ' +
          'the newest. The report of the organisation is named `all`. Money is left out, with `moneyHidden`, where it is not shown to who asks.',
        tags,
        params: Place,
        querystring: ReportQuery,
        produces: [
          'application/json',
          'text/html',
          'application/pdf',
          'text/csv',
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        ],
      },
    },
    async ({ params, query, who }, reply) => {
      const { report, language } = await reportShown(deps, params, query, who?.money ?? []);
      const { body, contentType, fileName, contentPolicy } = await renderReport(
        report,
        query.format,
        query.language ?? language,
      );
      // JSON and HTML are read where they are asked for; the others are files
      const inline = query.format === 'json' || query.format === 'html';
      reply.header('Content-Disposition', `${inline ? 'inline' : 'attachment'}; filename="${fileName}"`);
      if (contentPolicy !== null) reply.header('Content-Security-Policy', contentPolicy);
      return reply.type(contentType).send(typeof body === 'string' ? body : Buffer.from(body));
    },
  );

  typed.get(
    '/api/v1/reports/:kind/:name/evidence',
    {
      config,
      schema: {
        summary: 'Everything that a report is made of, as one ZIP file',
        description:
          'The report, the ledger as it was counted (`waga analyze availability` gives the same figures from it), the lines of the trail of its outages, ' +
          'the catalogue that held then, the rules, and how to recompute it all.',
        tags,
        params: Place,
        querystring: EvidenceQuery,
        produces: ['application/zip'],
      },
    },
    async ({ params, query, who }, reply) => {
      const evidence = await evidenceShown(deps, params, query, who?.money ?? []);
      const { scope, period, version } = evidence.report;
      const name = `waga-evidence-${scope.name || scope.kind}-${period.name}-v${version}`.replace(/[^\w.-]+/g, '-');
      return reply
        .type('application/zip')
        .header('Content-Disposition', `attachment; filename="${name}.zip"`)
        .send(Buffer.from(evidenceZip(evidence)));
    },
  );
}
