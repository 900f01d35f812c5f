import type { FastifyInstance, FastifyReply } from 'fastify';
import { NewOverride, type OverrideShown } from '../../../src/features/duty/contract.ts';
import { NewTestPage, type TestPageShown } from '../../../src/features/notifications/test-page-contract.ts';
import { type IncidentPage, NewAct, NewMute, NewStep } from '../../../src/features/unavailability/incident-contract.ts';
import { minute, toRfc3339 } from '../../../src/maths/instants.ts';
import { type DutyState, dutyFixture, overrideFixture, testPageFixture } from '../../../web/fixtures/duty.ts';
import {
  type IncidentKind,
  incidentFixture,
  incidentKinds,
  incidentsFixture,
  type ListState,
} from '../../../web/fixtures/incidents.ts';
import { refuse } from './fixture-access.ts';
import { runbookRoutes } from './fixture-runbooks.ts';
import { switchRoutes } from './fixture-switches.ts';
import { vendorRoutes } from './fixture-vendors.ts';

export interface IncidentsShown {
  list: ListState;
  duty: DutyState;
  moneyHidden: boolean;
  /** What who asks may do; null: what stands in the fixture. */
  mayNothing: boolean;
  /** Somebody has it since a moment ago, which the page does not know yet. */
  fasterBy: string | null;
}

type ById = { Params: { id: string } };
const doer = 'Anna Nowak';

/** The routes of incidents and of duty over fixtures that remember what was done. */
export function incidentFixtures(now: number) {
  const usual: IncidentsShown = { list: 'some', duty: 'holes', moneyHidden: false, mayNothing: false, fasterBy: null };
  const shown = { ...usual };
  let changed = new Map<string, Partial<IncidentPage>>();
  let tests: TestPageShown[] = [];
  let overrides: OverrideShown[] = [overrideFixture(now)];
  const acting = { switches: switchRoutes(now), vendors: vendorRoutes(now), runbooks: runbookRoutes(now) };
  const at = toRfc3339(now + 1_000);
  const found = (id: string): IncidentPage | null => {
    const kind = incidentKinds.find((one): one is IncidentKind => one === id);
    if (kind === undefined) return null;
    const page = { ...incidentFixture(kind, now, shown.moneyHidden), ...changed.get(id) };
    return shown.mayNothing ? { ...page, may: [] } : page;
  };
  const change = (id: string, reply: FastifyReply, next: (page: IncidentPage) => Partial<IncidentPage> | null) => {
    const page = found(id);
    if (page === null) return refuse(reply, 'not_found');
    const given = next(page);
    if (given === null) return refuse(reply, 'conflict');
    changed.set(id, { ...changed.get(id), ...given });
    return found(id);
  };
  return {
    shown,
    /** What stands on the same screen, with what it shows from now on. */
    acting,
    reset() {
      for (const one of Object.values(acting)) one.reset();
      Object.assign(shown, usual);
      changed = new Map();
      tests = [];
      overrides = [overrideFixture(now)];
    },
    add(app: FastifyInstance): void {
      for (const one of Object.values(acting)) one.add(app);
      app.get<{ Querystring: Record<string, string> }>('/api/v1/incidents', ({ query }) =>
        incidentsFixture(shown.list, now, { ...query, limit: Number(query.limit) }, shown.moneyHidden),
      );
      app.get<ById>('/api/v1/incidents/:id', ({ params }, reply) => found(params.id) ?? refuse(reply, 'not_found'));
      app.post<ById>('/api/v1/incidents/:id/acknowledgement', ({ params }, reply) => {
        if (shown.fasterBy !== null) {
          const acknowledged = { by: shown.fasterBy, at: toRfc3339(now - minute) };
          changed.set(params.id, { acknowledged, may: ['mitigate', 'dismiss', 'step', 'mute'] });
          return refuse(reply, 'conflict');
        }
        return change(params.id, reply, ({ may }) => ({
          acknowledged: { by: doer, at },
          may: may.filter((one) => one !== 'acknowledge'),
        }));
      });
      app.post<ById>('/api/v1/incidents/:id/steps', ({ params, body }, reply) => {
        const step = { ...NewStep.parse(body), at, by: doer };
        return change(params.id, reply, ({ steps }) => ({ steps: [...steps, step] }));
      });
      app.post<ById>('/api/v1/incidents/:id/mute', ({ params, body }, reply) =>
        change(params.id, reply, () => ({ muted: { ...NewMute.parse(body), by: doer } })),
      );
      app.post<ById>('/api/v1/incidents/:id/acts', ({ params, body }, reply) => {
        const act = NewAct.parse(body);
        return change(params.id, reply, (page) => afterAct(page, act, at));
      });
      app.get('/api/v1/duty', () => dutyFixture(shown.duty, now, overrides));
      app.post('/api/v1/duty/overrides', ({ body }, reply) => {
        const made = { ...NewOverride.parse(body), id: `o-${overrides.length + 1}`, madeAt: at, madeBy: doer };
        overrides.push(made);
        return reply.code(201).send(made);
      });
      app.get('/api/v1/duty/tests', () => ({ tests }));
      app.post('/api/v1/duty/test', ({ body }, reply) => {
        const { rotation } = NewTestPage.parse(body);
        const asked = dutyFixture(shown.duty, now, overrides).rotations.find(({ name }) => name === rotation);
        if (asked === undefined) return refuse(reply, 'not_found');
        if (tests.some((one) => one.rotation === rotation)) return refuse(reply, 'too_many_attempts');
        const test = testPageFixture(asked, now);
        tests = [...tests, test];
        return reply.code(202).send(test);
      });
      app.get<ById>(
        '/api/v1/duty/tests/:id',
        ({ params }, reply) => tests.find(({ id }) => id === params.id) ?? refuse(reply, 'not_found'),
      );
      app.post<ById>('/api/v1/duty/tests/:id/acknowledgement', ({ params }, reply) => {
        const test = tests.find(({ id }) => id === params.id);
        if (test === undefined) return refuse(reply, 'not_found');
        if (test.acknowledged !== null) return refuse(reply, 'conflict');
        test.acknowledged = { by: doer, at };
        return test;
      });
      app.delete<ById>('/api/v1/duty/overrides/:id', ({ params }, reply) => {
        overrides = overrides.filter(({ id }) => id !== params.id);
        return reply.code(204).send();
      });
    },
  };
}

const leads: Record<NewAct['act'], { to: IncidentPage['state']; may: IncidentPage['may'] }> = {
  mitigate: { to: 'mitigated', may: ['dismiss', 'step', 'mute'] },
  dismiss: { to: 'dismissed', may: ['reopen'] },
  reopen: { to: 'open', may: ['mitigate', 'dismiss', 'step', 'mute'] },
  report: { to: 'reported', may: ['reopen', 'review'] },
  review: { to: 'reviewed', may: [] },
};

function afterAct(page: IncidentPage, act: NewAct, at: string): Partial<IncidentPage> | null {
  if (!page.may.includes(act.act)) return null;
  const { to, may } = leads[act.act];
  const reason = 'reason' in act ? act.reason : 'Done.';
  return { state: to, may, transitions: [...page.transitions, { at, from: page.state, to, reason, by: doer }] };
}
