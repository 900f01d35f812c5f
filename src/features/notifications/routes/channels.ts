import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import { type AskDeps, retryDelivery, testChannel } from '../actions/ask-channel.ts';
import type { Notifications } from '../actions/notifications.ts';
import { ChannelsAnswer, DeliveriesAnswer, DeliveriesQuery, DeliveryShown, TestAsked } from '../contract.ts';
import { beatsShown, channelsShown } from '../queries/channels.ts';
import { deliveriesIn } from '../queries/deliveries.ts';

export interface ChannelRouteDeps extends AskDeps {
  notifications: Notifications;
  site: { origin: string | null };
}

const tags = ['notifications'];

/** Channels with how they do, a test of one, the log of what was told to whom, and another try. */
export function channelRoutes(app: FastifyInstance, deps: ChannelRouteDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/channels',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'Every channel, when it was told something last and since when it fails',
        description:
          '`beats` are the proofs of life: the heartbeat address and the always-firing alert of each Alertmanager.',
        tags,
        response: { 200: ChannelsAnswer },
      },
    },
    async () => {
      const channels = await channelsShown(deps.records, deps.catalog.current());
      return { channels, beats: beatsShown(deps.notifications.beats()) };
    },
  );

  typed.post(
    '/api/v1/channels/:name/test',
    {
      config: { access: { right: 'edit' } },
      schema: {
        summary: 'Send a test message over a channel',
        description:
          'Answers as soon as the message is written; what came of it stands in the log of deliveries under the id.',
        tags,
        params: z.object({ name: z.string().max(63) }),
        response: { 202: TestAsked },
      },
    },
    async (request, reply) => {
      const origin = deps.site.origin ?? `${request.protocol}://${request.host}`;
      const delivery = await testChannel(deps, request.params.name, doerOf(request), `${origin}/channels`);
      return reply.code(202).send({ delivery });
    },
  );

  typed.get(
    '/api/v1/deliveries',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'What was told to whom, newest first, with the reason of each failure',
        description: '`next` is the cursor of the following page. Kept for ninety days.',
        tags,
        querystring: DeliveriesQuery,
        response: { 200: DeliveriesAnswer },
      },
    },
    ({ query }) => deliveriesIn(deps.records, query),
  );

  typed.post(
    '/api/v1/deliveries/:id/retry',
    {
      config: { access: { right: 'edit' } },
      schema: {
        summary: 'Try again what has failed',
        description: 'The steps begin anew. A message that a newer one has overtaken meanwhile ends as `superseded`.',
        tags,
        params: z.object({ id: z.string().max(64) }),
        response: { 202: DeliveryShown },
      },
    },
    async (request, reply) => reply.code(202).send(await retryDelivery(deps, request.params.id, doerOf(request))),
  );
}
