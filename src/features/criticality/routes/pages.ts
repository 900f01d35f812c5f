import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import '../../access/request-who.ts';
import type { MoneyView } from '../../access/money-view.ts';
import { FindingsAnswer } from '../findings/finding-contract.ts';
import { ComponentCriticalityPage, CriticalityPage, ProcessCriticalityPage } from '../page-contract.ts';
import { sendLarge } from './large-answer.ts';

interface Deps {
  criticality: {
    page(view: MoneyView): Promise<CriticalityPage>;
    componentPage(name: string, view: MoneyView): Promise<ComponentCriticalityPage>;
    processPage(name: string, view: MoneyView): Promise<ProcessCriticalityPage>;
    findings(): Promise<FindingsAnswer>;
  };
}

const Name = z.object({ name: z.string().max(256) });
const access = { right: 'read' } as const;
const tags = ['criticality'];
const hidden = 'Money is null, with `moneyHidden`, where the product is not one whose money is shown to who asks.';

/** What is critical and how we know: all of it, and of one thing. */
export function criticalityRoutes(app: FastifyInstance, { criticality }: Deps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/criticality',
    {
      config: { access },
      schema: {
        summary: 'Every process and component: declared, derived and observed level, money at risk, findings',
        description: `As last worked out; after a change of the catalogue \`state\` is \`working\` for a moment. \`If-None-Match\` with its ETag answers 304 while nothing has changed. ${hidden}`,
        tags,
        response: { 200: CriticalityPage, 304: z.undefined() },
      },
    },
    async (request, reply) => sendLarge(request, reply, await criticality.page(request.who?.money ?? [])),
  );

  typed.get(
    '/api/v1/components/:name/criticality',
    {
      config: { access },
      schema: {
        summary: 'One component: what each process on it loses without it, by hour of the week',
        description: hidden,
        tags,
        params: Name,
        response: { 200: ComponentCriticalityPage },
      },
    },
    async ({ params, who }) => criticality.componentPage(params.name, who?.money ?? []),
  );

  typed.get(
    '/api/v1/processes/:name/criticality',
    {
      config: { access },
      schema: {
        summary: 'One process: what takes it down, and every component it stands on with its importance',
        description: hidden,
        tags,
        params: Name,
        response: { 200: ProcessCriticalityPage },
      },
    },
    async ({ params, who }) => criticality.processPage(params.name, who?.money ?? []),
  );

  typed.get(
    '/api/v1/findings',
    {
      config: { access },
      schema: {
        summary: 'What the graph, the traces and the outages say against what is declared; open ones first',
        tags,
        response: { 200: FindingsAnswer },
      },
    },
    async () => criticality.findings(),
  );
}
