import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import '../../access/request-who.ts';
import { doerOf } from '../../access/doer.ts';
import { type BookDeps, bookRevenue } from '../actions/book-revenue.ts';
import { AgreementPage, AgreementsAnswer, BookedAnswer } from '../agreements-contract.ts';
import { type AgreementPageDeps, agreementShown, agreementsShown } from '../queries/agreement-pages.ts';

const tags = ['agreements'];
const read = { access: { right: 'read' } } as const;
const Name = z.object({ name: z.string().max(256) });
const Product = z.object({ product: z.string().max(256) });

const takes = {
  'text/csv': {
    description: 'a day a row, header first',
    example: 'day,amount,currency\n2026-10-01,120345.50,PLN\n2026-10-02,98012.00,PLN\n',
  },
};
const mostBytes = 1_048_576;

/** Agreements and how they stand; what accounting booked. */
export function agreementRoutes(app: FastifyInstance, deps: AgreementPageDeps & BookDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/agreements',
    {
      config: read,
      schema: {
        summary: 'Every agreement and how its present period stands, missed first',
        description: 'Credits are null, with `moneyHidden`, where the money of the product is not shown to who asks.',
        tags,
        response: { 200: AgreementsAnswer },
      },
    },
    ({ who }) => agreementsShown(deps, who?.money ?? []),
  );

  typed.get(
    '/api/v1/agreements/:name',
    {
      config: read,
      schema: {
        summary: 'One agreement: its terms in plain words, its present period and those before',
        description: 'Credits are null, with `moneyHidden`, where the money of the product is not shown to who asks.',
        tags,
        params: Name,
        response: { 200: AgreementPage },
      },
    },
    ({ params, who }) => agreementShown(deps, params.name, who?.money ?? []),
  );

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(['text/csv', 'text/plain'], { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    scope.withTypeProvider<ZodTypeProvider>().put(
      '/api/v1/booked-revenue/:product',
      {
        bodyLimit: mostBytes,
        config: { access: { right: 'edit' }, takes },
        schema: {
          summary: 'What accounting booked for a product, day by day',
          description:
            'CSV with the header `day,amount,currency`. What was booked of a day in the same currency before is replaced. Where any row is bad nothing is ' +
            'written, and each bad one is named. Reports set it beside what Waga counted.',
          tags,
          params: Product,
          response: { 200: BookedAnswer },
        },
      },
      async (request) => {
        const text = typeof request.body === 'string' ? request.body : '';
        return bookRevenue(deps, request.params.product, text, doerOf(request));
      },
    );
  });
}
