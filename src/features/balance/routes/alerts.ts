import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { doerOf } from '../../access/doer.ts';
import { type RetirementDeps, retireAlert, takeBackRetirement } from '../actions/retire-alert.ts';
import {
  AlertId,
  AlertPage,
  AlertsAnswer,
  AlertsQuery,
  EndedRetirement,
  NewRetirement,
  RetirementAnswer,
  RetirementQuery,
} from '../alert-contract.ts';
import type { AlertQueries } from '../queries/alerts.ts';

export interface AlertRouteDeps extends RetirementDeps {
  alerts: AlertQueries;
}

const tags = ['alerts'];
const moneyWords =
  'Money is left out, with `moneyHidden`, where the product is not one whose money is shown to who asks.';

/** The alert catalogue, and what is retired of it. */
export function alertRoutes(app: FastifyInstance, deps: AlertRouteDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/v1/alerts',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Every alert with what it calls, its noise, and what it is worth in money; noisiest first',
        description:
          'Alarms of measures, burn alerts of objectives, alerts of other tools and the rules on processes, over the last `days`. ' +
          moneyWords,
        tags,
        querystring: AlertsQuery,
        response: { 200: AlertsAnswer },
      },
    },
    ({ query, who }) => deps.alerts.list(query.days, who?.money ?? []),
  );

  routes.get(
    '/api/v1/alerts/:id',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'One alert: when it fired, and in which P1 and P2',
        description: `The id stands URL-encoded in the address. ${moneyWords}`,
        tags,
        params: AlertId,
        querystring: AlertsQuery,
        response: { 200: AlertPage },
      },
    },
    ({ params, query, who }) => deps.alerts.page(params.id, query.days, who?.money ?? []),
  );

  routes.get(
    '/api/v1/alerts/:id/retirement',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'What retiring an alert for another one would lose; nothing is retired',
        tags,
        params: AlertId,
        querystring: RetirementQuery,
        response: { 200: RetirementAnswer },
      },
    },
    ({ params, query }) => deps.alerts.check(params.id, query),
  );

  routes.post(
    '/api/v1/alerts/:id/retirement',
    {
      config: { access: { right: 'edit' } },
      schema: {
        summary: 'Retire an alert for a named replacement',
        description:
          'It opens no incident and calls nobody any more; it is still recorded and shown as retired. 409 with `would_lose` where the ' +
          'replacement missed a P1 or P2 of the last `days` that this one told of.',
        tags,
        params: AlertId,
        body: NewRetirement,
        response: { 200: RetirementAnswer },
      },
    },
    (request) => retireAlert(deps, doerOf(request), request.params.id, request.body),
  );

  routes.post(
    '/api/v1/alerts/:id/retirement/end',
    {
      config: { access: { right: 'edit' } },
      schema: {
        summary: 'Take the retirement of an alert back',
        description: 'From now on it counts again. 409 where it is not retired.',
        tags,
        params: AlertId,
        body: EndedRetirement,
        response: { 200: EndedRetirement },
      },
    },
    async (request) => {
      await takeBackRetirement(deps, doerOf(request), request.params.id, request.body.reason);
      return request.body;
    },
  );
}
