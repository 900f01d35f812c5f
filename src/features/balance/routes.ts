import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { EpochMs } from '../../maths/instants.ts';
import type { MoneyView } from '../access/money-view.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { PeriodQuery, periodOf } from '../impact/period.ts';
import { BalanceMatrix, BalanceNow } from './contract.ts';
import { searchAnswer } from './search-catalog.ts';
import { SearchAnswer, SearchQuery } from './search-contract.ts';

interface Deps {
  now(): EpochMs;
  catalog: { current(): Catalog };
  people: { people(): Promise<{ name: string; displayName: string }[]> };
  balance: {
    now(money: MoneyView): BalanceNow;
    matrix(question: {
      from: EpochMs;
      to: EpochMs;
      process?: string | undefined;
      now: EpochMs;
      money: MoneyView;
    }): Promise<BalanceMatrix>;
  };
}

/** Reading the balance: the state of the last tick, alarms against drops over a period, and what is called how. */
export function balanceRoutes(app: FastifyInstance, { now, catalog, people, balance }: Deps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/balance',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Technical health against business result, as of the last completed tick',
        tags: ['balance'],
        response: { 200: BalanceNow },
      },
    },
    async ({ who }) => balance.now(who?.money ?? []),
  );

  typed.get(
    '/api/v1/balance/matrix',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Alarms against drops over a period, in process-minutes and money',
        description: 'From and to are RFC 3339, at most 92 days apart; without them the last 24 hours, up to now.',
        tags: ['balance'],
        querystring: PeriodQuery.extend({ process: z.string().max(256).optional() }),
        response: { 200: BalanceMatrix },
      },
    },
    async ({ query, who }) => {
      const at = now();
      return balance.matrix({ ...periodOf(query, at), process: query.process, now: at, money: who?.money ?? [] });
    },
  );

  typed.get(
    '/api/v1/search',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'What bears a name like that: processes, components, products, measures, sources, people',
        description: 'Case and marks do not count. People are found only by those who look after them.',
        tags: ['balance'],
        querystring: SearchQuery,
        response: { 200: SearchAnswer },
      },
    },
    async ({ query, who }) =>
      searchAnswer(catalog.current(), who?.rights.has('administer') ? await people.people() : [], query),
  );
}
