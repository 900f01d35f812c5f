import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { EpochMs } from '../../../maths/instants.ts';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import type { Kind } from '../../catalog/kind.ts';
import type { Replays } from '../actions/replays.ts';
import { type ProposalDeps, thresholdProposal } from '../queries/threshold-proposal.ts';
import { NewReplay, ReplayAnswer, ThresholdProposal } from '../replay-contract.ts';

interface Deps extends Omit<ProposalDeps, 'catalog'> {
  now(): EpochMs;
  catalog: { current: ProposalDeps['catalog'] };
  replays: Pick<Replays, 'start' | 'one'>;
  kinds: readonly Kind[];
}

const maxBodyBytes = 16 * 1024 * 1024;
const tags = ['balance'];
const access = { right: 'read' } as const;

/** Replaying the past with other rules: asked for, then looked after until it is done. */
export function replayRoutes(app: FastifyInstance, deps: Deps): void {
  const { now, replays, kinds } = deps;
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.post(
    '/api/v1/replays',
    {
      bodyLimit: maxBodyBytes,
      config: { access },
      schema: {
        summary: 'Replay the past with other rules: what would have called, and which P1 or P2 would be lost',
        description:
          'At most 92 days. `changes` name processes and measures; `files` are a whole catalogue as `waga apply` takes it, of which ' +
          'findings come back as 422 `bad_catalog`. Nothing is applied. Answers at once, while it runs; ask for it by its id. It ends ' +
          'when nobody asks for a minute, and is kept for an hour. While two run, 429 `busy`.',
        tags,
        body: NewReplay,
        response: { 200: ReplayAnswer },
      },
    },
    async (request) => {
      const { who } = doerOf(request);
      return replays.start(request.body, { by: who.name, view: who.money, now: now(), kinds });
    },
  );

  typed.get(
    '/api/v1/replays/:id',
    {
      config: { access },
      schema: {
        summary: 'How a replay stands, and what it has found once it is done',
        description: 'Money of a drop is null, with `moneyHidden`, where it is not shown to who asks.',
        tags,
        params: z.object({ id: z.string().max(100) }),
        response: { 200: ReplayAnswer },
      },
    },
    async ({ params, who }) => replays.one(params.id, who?.money ?? []),
  );

  typed.get(
    '/api/v1/alerts/:id/proposal',
    {
      config: { access },
      schema: {
        summary:
          'The threshold that keeps every P1 and P2 of the past that an alert on a measure tells of, and fires least',
        description:
          'Tries shares, windows and floors around the present rule on the recorded minutes. Of an alert `measure:NAME` (URL-encoded) ' +
          'alone. `why` says what it rests on; nothing is proposed where nothing is better, or nothing shows that it would be.',
        tags,
        params: z.object({ id: z.string().max(300) }),
        querystring: z.object({ days: z.coerce.number().int().min(1).max(92).default(30) }),
        response: { 200: ThresholdProposal },
      },
    },
    async ({ params, query }) =>
      thresholdProposal({ ...deps, catalog: deps.catalog.current }, { id: params.id, days: query.days, now: now() }),
  );
}
