import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import { acknowledge, act, type IncidentDeps, mute, takeStep } from '../actions/incidents.ts';
import { IncidentPage, IncidentsAnswer, IncidentsQuery, NewAct, NewMute, NewStep } from '../incident-contract.ts';
import { type IncidentPageDeps, incidentShown, incidentsShown } from '../queries/incident-pages.ts';

const Id = z.object({ id: z.string().max(200) });
const tags = ['incidents'];
const read = { access: { right: 'read' } } as const;
const respond = { access: { right: 'respond' } } as const;
const hidden = 'Money is null, with `moneyHidden`, where the product is not one whose money is shown to who asks.';

/** Incidents: looking, having one, acting. Asking for one never acts. */
export function incidentRoutes(app: FastifyInstance, deps: IncidentDeps & IncidentPageDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/incidents',
    {
      config: read,
      schema: {
        summary: 'Incidents, newest first',
        description: `\`only=open\` leaves out what is dismissed, reported or reviewed; \`next\` is the cursor of the following page. ${hidden}`,
        tags,
        querystring: IncidentsQuery,
        response: { 200: IncidentsAnswer },
      },
    },
    ({ query, who }) => incidentsShown(deps, query, who?.money ?? []),
  );

  typed.get(
    '/api/v1/incidents/:id',
    {
      config: read,
      schema: {
        summary: 'One incident: every step of it, who has it, what was like it before',
        description: `\`may\` names what who asks may do with it now. ${hidden}`,
        tags,
        params: Id,
        response: { 200: IncidentPage },
      },
    },
    ({ params, who }) => incidentShown(deps, params.id, who),
  );

  typed.post(
    '/api/v1/incidents/:id/acknowledgement',
    {
      config: respond,
      schema: {
        summary: 'I have it: nobody else is called',
        description: 'Takes no body. 409 `conflict` where somebody has it already, or it is over.',
        tags,
        params: Id,
        response: { 200: IncidentPage },
      },
    },
    async (request) => {
      await acknowledge(deps, doerOf(request), request.params.id);
      return incidentShown(deps, request.params.id, request.who);
    },
  );

  typed.post(
    '/api/v1/incidents/:id/acts',
    {
      config: respond,
      schema: {
        summary: 'Mitigated, dismissed, reopened, reported or reviewed, with a reason',
        description: '409 `conflict` where it cannot be done from where the incident stands.',
        tags,
        params: Id,
        body: NewAct,
        response: { 200: IncidentPage },
      },
    },
    async (request) => {
      await act(deps, doerOf(request), request.params.id, request.body);
      return incidentShown(deps, request.params.id, request.who);
    },
  );

  typed.post(
    '/api/v1/incidents/:id/steps',
    {
      config: respond,
      schema: {
        summary: 'One of the five steps is done, with a note',
        tags,
        params: Id,
        body: NewStep,
        response: { 200: IncidentPage },
      },
    },
    async (request) => {
      await takeStep(deps, doerOf(request), request.params.id, request.body);
      return incidentShown(deps, request.params.id, request.who);
    },
  );

  typed.post(
    '/api/v1/incidents/:id/mute',
    {
      config: respond,
      schema: {
        summary: 'Call nobody about it until a time, a day at most, with a reason',
        tags,
        params: Id,
        body: NewMute,
        response: { 200: IncidentPage },
      },
    },
    async (request) => {
      await mute(deps, doerOf(request), request.params.id, request.body);
      return incidentShown(deps, request.params.id, request.who);
    },
  );
}
