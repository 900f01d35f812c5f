import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../errors.ts';
import { toRfc3339 } from '../../maths/instants.ts';
import { doerOf } from '../access/doer.ts';
import type { MoneyView } from '../access/money-view.ts';
import { type ApplyDeps, applyCatalog } from './actions.ts';
import { AppliedCatalog, CatalogAnswer, CatalogFiles } from './contract.ts';
import { isError } from './finding.ts';
import { hideChangesMoney, hideDocumentMoney } from './hide-money.ts';
import { catalogJsonSchema } from './json-schema.ts';
import type { CatalogQueries } from './queries.ts';

const maxBodyBytes = 16 * 1024 * 1024;
const tags = ['catalog'];

export function catalogRoutes(app: FastifyInstance, deps: ApplyDeps & { catalog: CatalogQueries }): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/v1/catalog',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'The catalogue as its files say it now, with the place of each document in its file',
        description:
          'The ETag is the version; `If-None-Match` answers 304 while it still holds. What a process is worth is left out, with ' +
          '`moneyHidden`, where it is not shown to who asks.',
        tags,
        response: { 200: CatalogAnswer, 304: z.undefined() },
      },
    },
    async (request, reply) => {
      // as the files say it: what was decided stands under /api/v1/decisions
      const { version, appliedAt, documents } = deps.catalog.files();
      const { money } = doerOf(request).who;
      const tag = etag(version, money);
      reply.header('ETag', tag).header('Cache-Control', 'private, no-cache').header('Vary', 'Cookie, Authorization');
      if (request.headers['if-none-match'] === tag) return reply.code(304).send(undefined);
      const shown = documents.map((document) => hideDocumentMoney(document, money));
      return { version, appliedAt: version === 0 ? null : toRfc3339(appliedAt), documents: shown };
    },
  );

  routes.put(
    '/api/v1/catalog',
    {
      bodyLimit: maxBodyBytes,
      config: { access: { right: 'edit' } },
      schema: {
        summary: 'Make the catalogue equal to these files',
        description:
          'Everything the files do not hold is removed. With an error among the findings nothing is applied and the answer is ' +
          '422 `bad_catalog` with `findings`. `If-Match` with the ETag of the version last seen answers 412 when another holds. ' +
          'Changing Source, Channel, Switch or Runbook needs the right `apply-guarded` as well, and so do the parts of Vendor and ' +
          'Rotation by which the server reaches out: 403 names the documents, a dry ' +
          'run lists them as `wouldRefuse`.',
        tags,
        querystring: z.object({ dryRun: z.enum(['true', 'false']).default('false') }),
        headers: z.object({ 'if-match': z.string().optional() }),
        body: CatalogFiles,
        response: { 200: AppliedCatalog },
      },
    },
    async (request, reply) => {
      const ifVersion = versionIn(request.headers['if-match']);
      const doer = doerOf(request);
      const before = deps.catalog.files().documents;
      const applied = await applyCatalog(deps, {
        files: request.body.files,
        dryRun: request.query.dryRun === 'true',
        doer,
        ...(ifVersion === undefined ? {} : { ifVersion }),
      });
      const errors = applied.findings.filter(isError).length;
      if (errors > 0) {
        const message = `The files hold ${errors} error${errors === 1 ? '' : 's'}; nothing was applied.`;
        throw new ProductError('bad_catalog', message, { findings: applied.findings });
      }
      await deps.catalog.reload();
      reply.header('ETag', etag(applied.version, doer.who.money));
      return { ...applied, changes: hideChangesMoney(applied.changes, before, doer.who.money) };
    },
  );

  routes.get(
    '/api/v1/catalog/schema',
    {
      config: { access: { right: 'read' } },
      schema: { summary: 'JSON Schema of a catalogue document', tags, response: { 200: z.looseObject({}) } },
    },
    async () => catalogJsonSchema(deps.kinds),
  );
}

/** The version; with what else decides how it looks to who asks, so that nobody is told that an earlier look still holds. */
function etag(version: number, money: MoneyView): string {
  if (money === 'all') return `"${version}"`;
  const look = createHash('sha256').update(JSON.stringify(money.toSorted())).digest('hex').slice(0, 12);
  return `"${version}-${look}"`;
}

/** The version in an If-Match header; undefined for none and for `*`. */
function versionIn(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const match = /^(?:W\/)?"(\d{1,15})(?:-[0-9a-f]{12})?"$/.exec(header.trim());
  if (!match) throw new ProductError('bad_input', 'If-Match: expected the ETag of a catalogue, such as "3"');
  return Number(match[1]);
}
