import type { FastifyInstance } from 'fastify';
import type { DeliveryShown } from '../../../src/features/notifications/contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { type ChannelsState, channelsFixture, deliveriesFixture } from '../../../web/fixtures/channels.ts';

export interface ChannelsShown {
  state: ChannelsState;
  /** What becomes of a test and of another try. */
  end: Pick<DeliveryShown, 'state' | 'reason'>;
}

/** The routes of channels, with a log that grows by what is asked for. */
export function channelFixtures(now: number) {
  const usual: ChannelsShown = { state: 'usual', end: { state: 'sent', reason: null } };
  const shown = { ...usual };
  let added: DeliveryShown[] = [];
  const log = (): DeliveryShown[] => [...added, ...deliveriesFixture(shown.state, now)];
  return {
    shown,
    reset() {
      Object.assign(shown, usual);
      added = [];
    },
    add(app: FastifyInstance): void {
      app.get('/api/v1/channels', () => channelsFixture(shown.state, now));
      app.get<{ Querystring: Record<string, string> }>('/api/v1/deliveries', ({ query }) => {
        const fits = (one: DeliveryShown): boolean =>
          (['channel', 'state', 'key'] as const).every(
            (name) => query[name] === undefined || one[name] === query[name],
          );
        const all = log().filter(fits);
        const from = Number(query.cursor ?? 0);
        const until = from + Number(query.limit);
        return { deliveries: all.slice(from, until), next: until < all.length ? String(until) : null };
      });
      app.post<{ Params: { name: string } }>('/api/v1/channels/:name/test', ({ params }, reply) => {
        const [first] = deliveriesFixture('usual', now);
        const id = `msg_test-${added.length}`;
        const title = `Test of ${params.name} from Waga`;
        const at = toRfc3339(now);
        added.unshift({ ...first!, id, channel: params.name, kind: 'test', title, createdAt: at, ...shown.end });
        return reply.code(202).send({ delivery: id });
      });
      app.post<{ Params: { id: string } }>('/api/v1/deliveries/:id/retry', ({ params }, reply) => {
        const known = log().find(({ id }) => id === params.id)!;
        const tried = { ...known, id: `${known.id}-again`, ...shown.end, tries: 1 };
        added.unshift(tried);
        return reply.code(202).send(tried);
      });
    },
  };
}
