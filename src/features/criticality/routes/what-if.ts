import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import '../../access/request-who.ts';
import type { MoneyView } from '../../access/money-view.ts';
import { WhatIfAnswer, type WhatIfChange, WhatIfQuestion } from '../what-if/what-if-contract.ts';

interface Deps {
  criticality: { whatIf(changes: readonly WhatIfChange[], view: MoneyView): Promise<WhatIfAnswer> };
}

/** A question that is worked out and changes nothing. */
export function whatIfRoute(app: FastifyInstance, { criticality }: Deps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/v1/criticality/what-if',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'What if these components were down, had a replica or one more nine, or never failed',
        description:
          'Only a question: nothing is changed. All changes hold at once. `busy` or `overloaded` says that too many ask, or that the ' +
          'graph takes too long. Money only of products that are shown to who asks, also in the totals.',
        tags: ['criticality'],
        body: WhatIfQuestion,
        response: { 200: WhatIfAnswer },
      },
    },
    async ({ body, who }) => criticality.whatIf(body.changes, who?.money ?? []),
  );
}
