import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import type { LedgerDeps } from '../actions/change-outage.ts';
import { importOutages } from '../actions/import-outages.ts';
import { actOnOutage, addOutage, answerExclusion, correctOutage, proposeExclusion } from '../actions/outages.ts';
import {
  ExclusionAnswer,
  NewExclusion,
  NewOutage,
  OutageAct,
  OutageCorrection,
  OutageImport,
  OutageImported,
  OutagePage,
  OutagesAnswer,
  OutagesQuery,
} from '../outage-contract.ts';
import { type OutagePageDeps, outagesShown } from '../queries/outage-pages.ts';
import { revisionIn, sendOutage } from './answers.ts';

const Id = z.object({ id: z.string().max(200) });
/** `*` for whatever holds. */
const IfMatch = z.object({ 'if-match': z.string().max(64) });
const MayMatch = z.object({ 'if-match': z.string().max(64).optional() });
const tags = ['ledger'];
const read = { access: { right: 'read' } } as const;
const keep = { access: { right: 'keep-ledger' } } as const;
const hidden = 'Money is null, with `moneyHidden`, where the product is not one whose money is shown to who asks.';
const frozen = 'A change that reaches into a frozen month needs a `reason`: 400 without.';

/** Outages: looking, adding, correcting, deciding on them. Each answer has the revision as its ETag. */
export function outageRoutes(app: FastifyInstance, deps: LedgerDeps & OutagePageDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/outages',
    {
      config: read,
      schema: {
        summary: 'Outages, newest first or overdue ones first',
        description: `\`next\` is the cursor of the following page. \`counts\` leaves \`only\` aside, so that each can be offered with its number. ${hidden}`,
        tags,
        querystring: OutagesQuery,
        response: { 200: OutagesAnswer },
      },
    },
    ({ query, who }) => outagesShown(deps, query, who?.money ?? []),
  );

  typed.post(
    '/api/v1/outages',
    {
      config: keep,
      schema: {
        summary: 'Write down an outage that nobody saw by itself',
        description: `It is a draft until somebody confirms it. Ends are whole seconds; only a planned one may lie ahead. ${frozen}`,
        tags,
        body: NewOutage,
        response: { 201: OutagePage },
      },
    },
    async (request, reply) => {
      const { id } = await addOutage(deps, doerOf(request), request.body);
      return reply.code(201).send(await sendOutage(deps, request, reply, id));
    },
  );

  typed.post(
    '/api/v1/outages/import',
    {
      config: keep,
      schema: {
        summary: 'Take over what another system has on record',
        description:
          'An outage is known by `source` and `id`: a repeat changes nothing, a change makes a revision. They come in confirmed, and as ' +
          'reported where they are over and have a cause and a summary. Good rows are kept; `rejected` tells the others by index, with why.',
        tags,
        body: OutageImport,
        response: { 200: OutageImported },
      },
    },
    (request) => importOutages(deps, doerOf(request), request.body),
  );

  typed.get(
    '/api/v1/outages/:id',
    {
      config: read,
      schema: {
        summary: 'One outage with every revision of it',
        description: `\`may\` names what who asks may do with it now. ${hidden}`,
        tags,
        params: Id,
        response: { 200: OutagePage },
      },
    },
    (request, reply) => sendOutage(deps, request, reply, request.params.id),
  );

  typed.patch(
    '/api/v1/outages/:id',
    {
      config: keep,
      schema: {
        summary: 'Correct ends, kind, fault, cause or summary',
        description:
          'What is left out stays; `ends: null` gives Waga’s own ends back. `If-Match` holds the revision that was looked at, such as ' +
          '`"3"`; 412 when another holds. Where an excluded outage grows, its exclusion waits for a second person again. ' +
          frozen,
        tags,
        params: Id,
        headers: IfMatch,
        body: OutageCorrection,
        response: { 200: OutagePage },
      },
    },
    async (request, reply) => {
      const looked = { id: request.params.id, ifRevision: revisionIn(request.headers['if-match']) };
      await correctOutage(deps, doerOf(request), looked, request.body);
      return sendOutage(deps, request, reply, request.params.id);
    },
  );

  typed.post(
    '/api/v1/outages/:id/acts',
    {
      config: keep,
      schema: {
        summary: 'Confirm, remove, restore or report an outage',
        description: `A report needs cause and summary and an outage that is over; removing and restoring need a reason. 409 \`conflict\` where it cannot be done from where the outage stands. ${frozen}`,
        tags,
        params: Id,
        headers: MayMatch,
        body: OutageAct,
        response: { 200: OutagePage },
      },
    },
    async (request, reply) => {
      const looked = { id: request.params.id, ifRevision: revisionIn(request.headers['if-match']) };
      await actOnOutage(deps, doerOf(request), looked, request.body);
      return sendOutage(deps, request, reply, request.params.id);
    },
  );

  typed.post(
    '/api/v1/outages/:id/exclusion',
    {
      config: keep,
      schema: {
        summary: 'Propose to leave an outage out of figures',
        description:
          'It holds once a second signed-in person agreed. Both false proposes to count it again. 403 for a token; 409 where it counts ' +
          'like that already. A proposal takes the place of one that waits.',
        tags,
        params: Id,
        headers: MayMatch,
        body: NewExclusion,
        response: { 200: OutagePage },
      },
    },
    async (request, reply) => {
      const looked = { id: request.params.id, ifRevision: revisionIn(request.headers['if-match']) };
      await proposeExclusion(deps, doerOf(request), looked, request.body);
      return sendOutage(deps, request, reply, request.params.id);
    },
  );

  typed.post(
    '/api/v1/outages/:id/exclusion/answer',
    {
      config: { access: { right: 'agree-exclusion' } },
      schema: {
        summary: 'Agree to an exclusion that somebody else proposed, or refuse it',
        description:
          'Only by a signed-in person, and never by who proposed it: 403. Refusing needs a reason. 409 where nothing waits.',
        tags,
        params: Id,
        headers: MayMatch,
        body: ExclusionAnswer,
        response: { 200: OutagePage },
      },
    },
    async (request, reply) => {
      const looked = { id: request.params.id, ifRevision: revisionIn(request.headers['if-match']) };
      await answerExclusion(deps, doerOf(request), looked, request.body);
      return sendOutage(deps, request, reply, request.params.id);
    },
  );
}
