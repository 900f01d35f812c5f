import type { FastifyInstance } from 'fastify';
import {
  NewRun,
  NewRunAct,
  type RunShown,
  type RunStep,
} from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import {
  type RunbooksState,
  type RunName,
  runbooksFixture,
  runFixture,
  runNames,
} from '../../../web/fixtures/runbooks.ts';
import { refuse } from './fixture-access.ts';

export interface RunbooksShown {
  state: RunbooksState;
  /** The runs there are, newest first. */
  runs: readonly RunName[];
  mayNothing: boolean;
  isBroken: boolean;
}

type ById = { Params: { id: string } };
const doer = 'Anna Nowak';

/** The routes of runbooks over fixtures whose runs remember what was done. */
export function runbookRoutes(now: number) {
  const usual: RunbooksShown = { state: 'usual', runs: ['asks', 'done'], mayNothing: false, isBroken: false };
  const shown = { ...usual };
  let changed = new Map<string, RunShown>();
  const at = toRfc3339(now + 1_000);
  const found = (id: string): RunShown | null => {
    const name = runNames.find((one) => one === id);
    const run = changed.get(id) ?? (name === undefined ? null : runFixture(name, now));
    return run && shown.mayNothing ? { ...run, may: [] } : run;
  };
  return {
    shown,
    /** Lets a run go on to where another one is, as the server does between two ticks. */
    goOn: (id: string, like: RunName) => changed.set(id, { ...runFixture(like, now), id, revision: 6 }),
    reset() {
      Object.assign(shown, usual);
      changed = new Map();
    },
    add(app: FastifyInstance): void {
      app.get('/api/v1/runbooks', (_request, reply) => {
        if (shown.isBroken) return refuse(reply, 'not_found');
        const answer = runbooksFixture(shown.state, now);
        return shown.mayNothing
          ? { ...answer, runbooks: answer.runbooks.map((one) => ({ ...one, mayRun: false })) }
          : answer;
      });
      app.get<{ Querystring: { runbook?: string; incident?: string } }>('/api/v1/runbook-runs', ({ query }) => ({
        runs: (shown.state === 'none' ? [] : shown.runs)
          .map((id) => found(id)!)
          .filter(
            ({ runbook, incident }) =>
              (query.runbook === undefined || runbook === query.runbook) &&
              (query.incident === undefined || incident === query.incident),
          ),
      }));
      app.get<ById>('/api/v1/runbook-runs/:id', ({ params }, reply) => found(params.id) ?? refuse(reply, 'not_found'));
      app.post<{ Params: { name: string } }>('/api/v1/runbooks/:name/runs', ({ params, body }, reply) => {
        const { incident = null } = NewRun.parse(body ?? {});
        const run = { ...runFixture('approval', now), id: 'approval', runbook: params.name, incident };
        changed.set(run.id, run);
        return reply.code(201).send(run);
      });
      app.post<ById>('/api/v1/runbook-runs/:id/acts', ({ params, body, headers }, reply) => {
        const run = found(params.id)!;
        if (!['*', `"${run.revision}"`].includes(headers['if-match'] ?? ''))
          return refuse(reply, 'precondition_failed');
        const next = afterAct(run, NewRunAct.parse(body), at);
        changed.set(run.id, next);
        return next;
      });
    },
  };
}

const becomes: Record<Exclude<NewRunAct['act'], 'stop'>, RunStep['state']> = {
  ...{ approve: 'done', answer: 'done', skip: 'skipped', retry: 'done', 'mark-done': 'done', undo: 'undone' },
};

function afterAct(run: RunShown, act: NewRunAct, at: string): RunShown {
  const revision = run.revision + 1;
  const step = act.act === 'stop' ? null : act.step;
  const says = act.act === 'answer' ? `Answered: ${act.answer}` : 'reason' in act ? act.reason : 'Done by a person.';
  const log = [...run.log, { at, step, by: doer, says }];
  if (act.act === 'stop') return { ...run, revision, log, state: 'stopped', endedAt: at, may: ['undo'] };
  const steps = run.steps.map((one) =>
    one.id === act.step ? { ...one, state: becomes[act.act], by: doer, says, endedAt: at } : one,
  );
  const next = steps.findIndex(({ state }) => state === 'waiting');
  if (next >= 0 && act.act !== 'undo') {
    const one = steps[next]!;
    const state = one.do === 'question' ? 'asks' : one.approval === 'none' ? 'running' : 'needs-approval';
    steps[next] = { ...one, state, startedAt: at };
  }
  const needs = steps.some(({ state }) => state === 'asks' || state === 'needs-approval');
  return { ...run, revision, log, steps, state: needs ? 'needs' : next >= 0 ? 'running' : 'done' };
}
