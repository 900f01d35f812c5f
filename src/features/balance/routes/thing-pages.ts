import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { day, type EpochMs, type Interval } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import '../../access/request-who.ts';
import { PeriodQuery, periodOf } from '../../impact/period.ts';
import type { DiscoveredDependency } from '../../signals/contract.ts';
import { stepCounts } from '../../signals/queries/step-counts.ts';
import { ComponentDependencies, ComponentPage } from '../component-page-contract.ts';
import { ProcessFunnel, ProcessPage } from '../process-page-contract.ts';
import {
  componentDependencies,
  componentPage,
  processFunnel,
  processPage,
  type ThingPageDeps,
} from '../queries/thing-pages.ts';

export interface ThingRouteDeps extends ThingPageDeps {
  now(): EpochMs;
  measurements: Measurements;
  signals: { dependencies(period: Interval): Promise<DiscoveredDependency[]> };
  config: { measurements: { peopleRetentionDays: number } };
}

const Name = z.object({ name: z.string().max(256) });
const access = { right: 'read' } as const;

/** What is known of one process or one component. */
export function thingRoutes(app: FastifyInstance, deps: ThingRouteDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/processes/:name',
    {
      config: { access },
      schema: {
        summary: 'One process: now, what it stands on, its drops and alarms of 30 days',
        description:
          'Money is null, with `moneyHidden`, where the product is not one whose money is shown to who asks.',
        tags: ['balance'],
        params: Name,
        response: { 200: ProcessPage },
      },
    },
    async ({ params, who }) => processPage(deps, { name: params.name, now: deps.now(), view: who?.money ?? [] }),
  );

  typed.get(
    '/api/v1/processes/:name/funnel',
    {
      config: { access },
      schema: {
        summary: 'How many passed each step of a process in a period',
        description:
          'From and to are RFC 3339, at most 92 days apart; without them the last 24 hours. Unknown minutes are not counted.',
        tags: ['balance'],
        params: Name,
        querystring: PeriodQuery,
        response: { 200: ProcessFunnel },
      },
    },
    async ({ params, query }) => {
      const now = deps.now();
      const { catalog, measurements, config } = deps;
      const peopleFrom = now - config.measurements.peopleRetentionDays * day;
      const counting = { measurements, catalog: catalog.current(), peopleFrom };
      return processFunnel(
        { catalog, stepCounts: (question) => stepCounts(counting, question) },
        { name: params.name, now, ...periodOf(query, now) },
      );
    },
  );

  typed.get(
    '/api/v1/components/:name',
    {
      config: { access },
      schema: {
        summary: 'One component: now, which processes stand on it, its alarms of 30 days',
        description:
          'Money is null, with `moneyHidden`, where the product is not one whose money is shown to who asks.',
        tags: ['balance'],
        params: Name,
        response: { 200: ComponentPage },
      },
    },
    async ({ params, who }) => componentPage(deps, { name: params.name, now: deps.now(), view: who?.money ?? [] }),
  );

  typed.get(
    '/api/v1/components/:name/dependencies',
    {
      config: { access },
      schema: {
        summary: 'Who calls a component and whom it calls: as declared, and as traces show it',
        description: 'From and to are RFC 3339, at most 92 days apart; without them the last 24 hours.',
        tags: ['balance'],
        params: Name,
        querystring: PeriodQuery,
        response: { 200: ComponentDependencies },
      },
    },
    async ({ params, query }) => componentDependencies(deps, { name: params.name, ...periodOf(query, deps.now()) }),
  );
}
