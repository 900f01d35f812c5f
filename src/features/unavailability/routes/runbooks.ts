import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import { actOnRun, type RunDeps, startRun } from '../actions/runs.ts';
import { type RunbookPageDeps, runbooksShown, runShownBy, runsShown } from '../queries/runbook-pages.ts';
import { NewRun, NewRunAct, RunbooksAnswer, RunShown, RunsAnswer } from '../runbooks/runbook-contract.ts';

const tags = ['runbooks'];
const read = { access: { right: 'read' } } as const;
const respond = { access: { right: 'respond' } } as const;
const Id = z.object({ id: z.string().max(200) });

/** Runbooks and their runs: looking, beginning, acting. Looking at one never acts. */
export function runbookRoutes(app: FastifyInstance, deps: RunDeps & RunbookPageDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/api/v1/runbooks',
    {
      config: read,
      schema: {
        summary: 'Every runbook, what it does, what of it cannot be done, and how much was done without a person',
        description:
          '`problems` names steps that cannot be done as the catalogue and the configuration stand, such as a command that the ' +
          'configuration does not name. `meter` counts the last `days` (30 where left out): a step counts as `alone` where no ' +
          'person agreed to it, answered it or said what became of it; the minutes saved are the `minutesByHand` of those.',
        tags,
        querystring: z.object({ days: z.coerce.number().int().min(1).max(400).default(30) }),
        response: { 200: RunbooksAnswer },
      },
    },
    ({ query, who }) => runbooksShown(deps, query.days, who),
  );

  typed.get(
    '/api/v1/runbook-runs',
    {
      config: read,
      schema: {
        summary: 'Runs of runbooks, newest first: of one runbook, for one incident, or all',
        tags,
        querystring: z.object({
          runbook: z.string().max(63).optional(),
          incident: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: RunsAnswer },
      },
    },
    ({ query, who }) => runsShown(deps, query, who),
  );

  typed.get(
    '/api/v1/runbook-runs/:id',
    {
      config: read,
      schema: {
        summary: 'One run: each step, what came of it, and what who asks may do now',
        description: 'The `ETag` is its revision, for If-Match.',
        tags,
        params: Id,
        response: { 200: RunShown },
      },
    },
    async ({ params, who }, reply) => {
      const run = await runShownBy(deps, params.id, who);
      reply.header('ETag', `"${run.revision}"`);
      return run;
    },
  );

  typed.post(
    '/api/v1/runbooks/:name/runs',
    {
      config: respond,
      schema: {
        summary: 'Run a runbook, also for an incident',
        description:
          'Answers as soon as the run is on record; its steps are carried out beside it. Each is held against the rights of who asks ' +
          'at the moment it is done: one beyond them is `refused`, and stands in the audit log.',
        tags,
        params: z.object({ name: z.string().max(63) }),
        body: NewRun,
        response: { 201: RunShown },
      },
    },
    async (request, reply) => {
      const { incident } = request.body;
      const id = await startRun(deps, doerOf(request), { runbook: request.params.name, incident });
      return reply.code(201).send(await runShownBy(deps, id, request.who));
    },
  );

  typed.post(
    '/api/v1/runbook-runs/:id/acts',
    {
      config: respond,
      schema: {
        summary: 'Agree to a step, answer, skip, do again, say that it was done, undo, or stop the run',
        description:
          '`If-Match` holds the revision that was looked at. 409 `conflict` where it cannot be done from where the run stands, as ' +
          'when somebody else was first; 412 where the run went on meanwhile; 403 `not_allowed` where another person has to agree.',
        tags,
        params: Id,
        headers: z.object({ 'if-match': z.string().max(64).optional() }),
        body: NewRunAct,
        response: { 200: RunShown },
      },
    },
    async (request) => {
      const revision = revisionIn(request.headers['if-match']);
      await actOnRun(deps, doerOf(request), { id: request.params.id, act: request.body, revision });
      return runShownBy(deps, request.params.id, request.who);
    },
  );
}

/** The revision in an If-Match header; undefined for `*` and for none. */
function revisionIn(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const match = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header.trim());
  if (!match) throw new ProductError('bad_input', 'If-Match: expected the revision of the run, such as "3".');
  return Number(match[1]);
}
