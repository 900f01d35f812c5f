import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { nearNames } from '../../catalog/suggestion.ts';
import type { IntakeMemory } from '../intake-memory.ts';
import { allSources, sourceNamed } from '../source.ts';
import { SourceDetail } from '../source-contract.ts';
import { sourceDetail } from '../source-detail.ts';

export interface SourceRouteDeps {
  signals: { memory(): Promise<IntakeMemory> };
  catalog: { current(): Catalog };
  now(): EpochMs;
}

/** `GET /api/v1/sources/:name`: one source in detail. */
export function sourceRoute(app: FastifyInstance, { signals, catalog, now }: SourceRouteDeps): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/v1/sources/:name',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'One source: what was refused and why, what its series are made of, what it is bound to',
        tags: ['ingest'],
        params: z.object({ name: z.string().max(256) }),
        response: { 200: SourceDetail },
      },
    },
    async ({ params: { name } }) => {
      const current = catalog.current();
      const source = sourceNamed(current, name);
      if (source !== undefined) return sourceDetail(current, source, await signals.memory(), now());
      const near = nearNames(
        name,
        allSources(current).map((one) => one.name),
      );
      const hint = near.length === 0 ? '.' : `; did you mean ${near.join(' or ')}?`;
      throw new ProductError('not_found', `No source has this name${hint}`, { near });
    },
  );
}
