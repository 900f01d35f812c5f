import type { FastifyInstance } from 'fastify';
import {
  NewSwitchAct,
  type SwitchAct,
  type SwitchShown,
} from '../../../src/features/unavailability/switches/switch-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import {
  type SwitchesState,
  switchesFixture,
  switchFixtures,
  switchPageFixture,
} from '../../../web/fixtures/switches.ts';
import { refuse } from './fixture-access.ts';

export interface SwitchesShown {
  state: SwitchesState;
  moneyHidden: boolean;
  /** Who asks may only look. */
  mayNothing: boolean;
  /** Somebody changed everything since the page was read. */
  isLate: boolean;
  /** They cannot be read at all. */
  isBroken: boolean;
}

type ByName = { Params: { name: string } };
const doer = 'Anna Nowak';

/** The routes of switches over fixtures that remember what was done. */
export function switchRoutes(now: number) {
  const usual: SwitchesShown = {
    state: 'usual',
    moneyHidden: false,
    mayNothing: false,
    isLate: false,
    isBroken: false,
  };
  const shown = { ...usual };
  let changed = new Map<string, Partial<SwitchShown>>();
  let acts = new Map<string, SwitchAct[]>();
  const at = toRfc3339(now + 1_000);
  const all = (): SwitchShown[] =>
    switchFixtures(shown.state, now, shown.moneyHidden).map((one) => ({
      ...one,
      ...changed.get(one.name),
      ...(shown.mayNothing ? { may: [] } : {}),
    }));
  const pageOf = (one: SwitchShown) => {
    const page = switchPageFixture(one, now, shown.moneyHidden);
    return { ...page, acts: [...page.acts, ...(acts.get(one.name) ?? [])] };
  };
  const broken = {
    title: 'Unavailable',
    status: 503,
    code: 'store_unavailable',
    detail: 'The records cannot be read.',
  };
  return {
    shown,
    reset() {
      Object.assign(shown, usual);
      changed = new Map();
      acts = new Map();
    },
    add(app: FastifyInstance): void {
      app.get<{ Querystring: { process?: string } }>('/api/v1/switches', ({ query: { process } }, reply) => {
        if (shown.isBroken) return reply.code(503).type('application/problem+json').send(broken);
        const switches = all().filter((one) => process === undefined || one.process === process);
        return { ...switchesFixture('none', now), switches };
      });
      app.get<ByName>('/api/v1/switches/:name', ({ params }, reply) => {
        const one = all().find(({ name }) => name === params.name);
        return one ? pageOf(one) : refuse(reply, 'not_found');
      });
      app.post<ByName>('/api/v1/switches/:name/acts', ({ params, body, headers }, reply) => {
        const one = all().find(({ name }) => name === params.name)!;
        if (shown.isLate || !['*', `"${one.revision}"`].includes(headers['if-match'] ?? '')) {
          shown.isLate = false;
          changed.set(one.name, { ...changed.get(one.name), revision: one.revision + 1 });
          return refuse(reply, 'precondition_failed');
        }
        const act = NewSwitchAct.parse(body);
        changed.set(one.name, { ...changed.get(one.name), ...afterAct(one, act, at), revision: one.revision + 1 });
        const next = all().find(({ name }) => name === params.name)!;
        const { position, share, why } = next;
        const number = 6 + (acts.get(one.name)?.length ?? 0);
        const name = act.act === 'switch' && one.twoPeople ? 'ask' : act.act === 'check' ? 'verified' : act.act;
        const line: SwitchAct = { number, at, by: doer, act: name, position, share, says: '', why };
        acts.set(one.name, [...(acts.get(one.name) ?? []), line]);
        return pageOf(next);
      });
    },
  };
}

function afterAct(one: SwitchShown, act: NewSwitchAct, at: string): Partial<SwitchShown> {
  if (act.act === 'check')
    return { state: 'verified', checks: one.checks.map((check) => ({ ...check, agrees: true })) };
  if (act.act === 'decline') return { asked: null, state: 'verified', may: ['off', 'check'] };
  if (act.act === 'agree') {
    const why = { reason: one.asked!.reason, incident: null, policy: null, forecast: null };
    return {
      asked: null,
      position: one.asked!.position,
      state: 'sent',
      since: at,
      by: one.asked!.by,
      why,
      may: ['on'],
    };
  }
  const { position, reason, share = null, incident = null } = act;
  if (one.twoPeople && position === 'off') {
    return { state: 'asked', asked: { position, by: doer, mine: true, at, reason }, may: ['decline'] };
  }
  const why = { reason, incident, policy: null, forecast: one.why?.forecast ?? null };
  const may: SwitchShown['may'] = position === 'on' ? ['off', 'check'] : ['on', 'check'];
  return { position, share, state: 'sent', since: at, by: doer, why, may };
}
