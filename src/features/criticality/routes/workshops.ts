import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import type { DecisionDeps } from '../actions/decisions.ts';
import { beginWorkshop, takeStep } from '../actions/workshops.ts';
import { sidesOf } from '../decisions/decision-signing.ts';
import type { WorkshopQueries } from '../queries/workshops.ts';
import type { WorkshopStep } from '../workshop/workshop.ts';
import {
  CloseWorkshop,
  NewWorkshop,
  SettledLevel,
  Workshop,
  WorkshopAnswer,
  WorkshopComparison,
  WorkshopsAnswer,
} from '../workshop/workshop-contract.ts';

export type WorkshopDeps = DecisionDeps & { workshops: WorkshopQueries };

const Id = z.object({ id: z.string().max(64) });
const IfMatch = z.object({ 'if-match': z.string().max(64) });
const tags = ['criticality'];
const decide = { access: { right: 'decide' } } as const;
const versioned =
  '`If-Match` holds the version that was looked at, such as `"3"`; 412 when another holds. The answer is the whole workshop.';

/** Workshops on what is critical: what there was, beginning one, and each step of it. */
export function workshopRoutes(app: FastifyInstance, deps: WorkshopDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/workshops',
    {
      config: { access: { right: 'read' } },
      schema: { summary: 'Every workshop, newest first', tags, response: { 200: WorkshopsAnswer } },
    },
    () => deps.workshops.all(),
  );

  typed.post(
    '/api/v1/workshops',
    {
      config: decide,
      schema: {
        summary: 'Begin a workshop on some processes',
        description: 'They are asked about in the order given here. 404 for one that the catalogue does not hold.',
        tags,
        body: NewWorkshop,
        response: { 201: Workshop },
      },
    },
    async (request, reply) => {
      const id = await beginWorkshop(deps, doerOf(request), request.body);
      return reply.code(201).send(await shown(deps, request, reply, id));
    },
  );

  typed.get(
    '/api/v1/workshops/:id',
    {
      config: { access: { right: 'read' } },
      schema: {
        summary: 'A workshop: answers, levels, ranks, and what is asked next',
        description: 'The ETag is its version. A closed one shows what held when it was closed.',
        tags,
        params: Id,
        response: { 200: Workshop },
      },
    },
    (request, reply) => shown(deps, request, reply, request.params.id),
  );

  stepRoute(
    app,
    deps,
    'answers',
    WorkshopAnswer,
    'Answer a question on a process; a second answer takes the place of the first',
    (body) => ({
      step: 'answer',
      ...body,
    }),
  );
  stepRoute(
    app,
    deps,
    'comparisons',
    WorkshopComparison,
    'Say which of two processes of one level is fixed first',
    (body) => ({ step: 'compare', ...body }),
    ' 409 `conflict` where earlier comparisons say the opposite, with `way`: the names that lead there.',
  );
  stepRoute(
    app,
    deps,
    'levels',
    SettledLevel,
    'Settle on a level that the answers do not mean, with the reason; null takes it back',
    (body) => ({ step: 'settle', ...body }),
  );
  stepRoute(
    app,
    deps,
    'close',
    CloseWorkshop,
    'Close a workshop: propose what is to be signed',
    ({ validFrom }) => ({ step: 'close', validFrom: validFrom ?? null }),
    ' A decision is proposed for each process whose level nobody has signed yet or is another than the one that holds; the others ' +
      'are confirmed. Processes without a level are left as they are.',
  );

  typed.post(
    '/api/v1/workshops/:id/undo',
    {
      config: decide,
      schema: {
        summary: 'Take back the last answer, comparison or level',
        description: `Takes no body. ${versioned}`,
        tags,
        params: Id,
        headers: IfMatch,
        response: { 200: Workshop },
      },
    },
    (request, reply) => go(deps, request, reply, { step: 'undo' }),
  );
}

function stepRoute<Body extends z.ZodType>(
  app: FastifyInstance,
  deps: WorkshopDeps,
  path: string,
  body: Body,
  summary: string,
  stepOf: (body: z.output<Body>) => WorkshopStep,
  more = '',
): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    `/api/v1/workshops/:id/${path}`,
    {
      config: decide,
      schema: {
        summary,
        description: versioned + more,
        tags,
        params: Id,
        headers: IfMatch,
        body,
        response: { 200: Workshop },
      },
    },
    (request, reply) => go(deps, request as FastifyRequest, reply, stepOf(request.body as z.output<Body>)),
  );
}

type StepRequest = FastifyRequest & { params: { id: string } };

async function go(
  deps: WorkshopDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  step: WorkshopStep,
): Promise<Workshop> {
  const { id } = (request as StepRequest).params;
  const ifVersion = versionIn(request.headers['if-match']);
  await takeStep(deps, doerOf(request), { id, ifVersion, step });
  return shown(deps, request, reply, id);
}

async function shown(deps: WorkshopDeps, request: FastifyRequest, reply: FastifyReply, id: string): Promise<Workshop> {
  const workshop = await deps.workshops.one(id, sidesOf(request.who));
  reply.header('ETag', `"${workshop.version}"`);
  return workshop;
}

/** The version in an If-Match header; undefined for `*`. */
function versionIn(header = '*'): number | undefined {
  if (header.trim() === '*') return undefined;
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim());
  if (!match) throw new ProductError('bad_input', 'If-Match: expected the version of the workshop, such as "3"');
  return Number(match[1]);
}
