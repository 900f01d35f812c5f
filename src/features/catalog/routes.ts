import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../errors.ts';
import { toRfc3339 } from '../../maths/instants.ts';
import { type ApplyDeps, applyCatalog } from './actions.ts';
import { AppliedCatalog, CatalogAnswer, CatalogFiles } from './contract.ts';
import { isError } from './finding.ts';
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
        summary: 'The catalogue that holds now, with the place of each document in its file',
        description: 'The ETag is the version; `If-None-Match` answers 304 while it still holds.',
        tags,
        response: { 200: CatalogAnswer, 304: z.undefined() },
      },
    },
    async (request, reply) => {
      const { version, appliedAt, documents } = deps.catalog.current();
      reply.header('ETag', etag(version)).header('Cache-Control', 'no-cache');
      if (request.headers['if-none-match'] === etag(version)) return reply.code(304).send(undefined);
      return { version, appliedAt: version === 0 ? null : toRfc3339(appliedAt), documents: [...documents] };
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
          '422 `bad_catalog` with `findings`. `If-Match` with the ETag of the version last seen answers 412 when another holds.',
        tags,
        querystring: z.object({ dryRun: z.enum(['true', 'false']).default('false') }),
        headers: z.object({ 'if-match': z.string().optional() }),
        body: CatalogFiles,
        response: { 200: AppliedCatalog },
      },
    },
    async (request, reply) => {
      const ifVersion = versionIn(request.headers['if-match']);
      const applied = await applyCatalog(deps, {
        files: request.body.files,
        dryRun: request.query.dryRun === 'true',
        by: 'local',
        ...(ifVersion === undefined ? {} : { ifVersion }),
      });
      const errors = applied.findings.filter(isError).length;
      if (errors > 0) {
        const message = `The files hold ${errors} error${errors === 1 ? '' : 's'}; nothing was applied.`;
        throw new ProductError('bad_catalog', message, { findings: applied.findings });
      }
      await deps.catalog.reload();
      reply.header('ETag', etag(applied.version));
      return applied;
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

const etag = (version: number): string => `"${version}"`;

/** The version in an If-Match header; undefined for none and for `*`. */
function versionIn(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim());
  if (!match) throw new ProductError('bad_input', 'If-Match: expected the ETag of a catalogue, such as "3"');
  return Number(match[1]);
}
