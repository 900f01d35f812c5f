import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProductError } from '../../../src/errors.ts';
import type { Me } from '../../../src/features/access/contract.ts';
import type { Person } from '../../../src/features/access/who.ts';
import { canonicalJson } from '../../../src/features/catalog/difference.ts';
import { outageTold } from '../../../src/features/outages/new-outage.ts';
import { endsOf, type Outage } from '../../../src/features/outages/outage.ts';
import { afterAct, checkReason, ways } from '../../../src/features/outages/outage-acts.ts';
import {
  ExclusionAnswer,
  NewExclusion,
  NewOutage,
  OutageAct,
  OutageCorrection,
  type OutagePage,
  OutagesAnswer,
} from '../../../src/features/outages/outage-contract.ts';
import { correctedOutage } from '../../../src/features/outages/outage-correction.ts';
import { answeredExclusion, proposedExclusion } from '../../../src/features/outages/outage-exclusion.ts';
import { mayOf } from '../../../src/features/outages/outage-may.ts';
import { subjectOf, subjectText } from '../../../src/features/outages/outage-subject.ts';
import { emptyHead, lineAfter, type TrailLine } from '../../../src/features/outages/trail.ts';
import { hour, toRfc3339 } from '../../../src/maths/instants.ts';
import { type LedgerState, ledgerFixture } from '../../../web/fixtures/ledger.ts';
import { ledgerShown, pageShown, rowShown } from '../../../web/fixtures/ledger-shown.ts';
import { administrator, refuse } from './fixture-access.ts';
import { postFixtures } from './fixture-posts.ts';

export interface LedgerShown {
  state: LedgerState;
  /** Who is signed in: the same as that of the pages of access. */
  me: Me;
  moneyHidden: boolean;
}

type ById = { Params: { id: string } };

/** The routes of the ledger over outages that remember what was done, by the rules of the real ones. */
export function ledgerFixtures(now: number) {
  const usual: LedgerShown = { state: 'some', me: administrator, moneyHidden: false };
  const shown = { ...usual };
  const posts = postFixtures(now);
  let outages: Outage[] = [];
  let lines: TrailLine[] = [];
  const write = (outage: Outage, what: string, by: TrailLine['by'], reason: string | null, at = now): Outage => {
    const kept = { ...outage, revision: outage.revision + 1 };
    const entry = { at, kind: 'outage' as const, subject: kept.id, what, by, reason, content: canonicalJson(kept) };
    lines.push(lineAfter(lines.at(-1) ?? emptyHead, entry));
    outages = [...outages.filter(({ id }) => id !== kept.id), kept];
    return kept;
  };
  const reset = (): void => {
    Object.assign(shown, usual);
    posts.reset();
    start('some');
  };
  const start = (state: LedgerState): void => {
    shown.state = state;
    outages = [];
    lines = [];
    for (const outage of ledgerFixture(state, now)) {
      const { proposal, corrected } = outage;
      const ended = endsOf(outage).to ?? now;
      const drafted = write(
        { ...outage, state: 'draft', proposal: null, corrected: null },
        'drafted',
        null,
        null,
        endsOf(outage).from,
      );
      const anna = { id: 'p-anna', name: 'Anna Nowak' };
      let kept = drafted;
      if (corrected)
        kept = write({ ...kept, corrected }, 'corrected', anna, 'By the logs of the vendor.', ended + hour);
      if (outage.state !== 'draft')
        kept = write({ ...kept, state: outage.state }, outage.state, anna, null, ended + 2 * hour);
      if (proposal)
        write(
          { ...kept, proposal },
          'exclusion-proposed',
          { id: proposal.by, name: proposal.byName },
          proposal.reason,
          proposal.at,
        );
    }
  };
  const who = (): Person => {
    const { id, name, displayName, roles, rights, money } = shown.me;
    return { kind: 'person', id, name, displayName, roles, rights: new Set(rights), money };
  };
  const page = (outage: Outage): OutagePage =>
    pageShown(outage, {
      ...{ now, moneyHidden: shown.moneyHidden },
      lines: lines.filter(({ subject }) => subject === outage.id),
      may: shown.me.kind === 'person' ? mayOf(outage, who()) : [],
    });
  const inPeriod = (from: string | undefined, to: string | undefined) => (outage: Outage) => {
    if (from === undefined || to === undefined) return true;
    const ends = endsOf(outage);
    return ends.from < Date.parse(to) && (ends.to ?? Number.POSITIVE_INFINITY) > Date.parse(from);
  };
  const change = (
    request: FastifyRequest<ById>,
    reply: FastifyReply,
    { what, reason = null, next }: { what: string; reason?: string | null; next: (outage: Outage) => Outage },
  ) => {
    const outage = outages.find(({ id }) => id === request.params.id);
    if (outage === undefined) return refuse(reply, 'not_found');
    if (request.headers['if-match'] !== `"${outage.revision}"`) return refuse(reply, 'precondition_failed');
    try {
      checkReason(page(outage).needsReason, reason);
      return page(write(next(outage), what, { id: shown.me.id, name: shown.me.displayName }, reason));
    } catch (problem) {
      if (!(problem instanceof ProductError)) throw problem;
      const status = { bad_input: 400, conflict: 409, not_allowed: 403 }[problem.code as string] ?? 500;
      return reply
        .code(status)
        .type('application/problem+json')
        .send({ title: 'Refused', status, code: problem.code, detail: problem.message });
    }
  };
  reset();
  return {
    shown,
    posts,
    reset,
    start,
    /** Somebody else corrects an outage meanwhile. */
    correctedBy(name: string, id: string, correction: OutageCorrection): void {
      const outage = outages.find((one) => one.id === id)!;
      const by = { id: `p-${name}`, name };
      write(correctedOutage(outage, correction, { by, now }), 'corrected', by, correction.reason ?? null);
    },
    /** Waga itself writes down what it cost: another version, of which nothing that people decide on differs. */
    measured(id: string): void {
      const outage = outages.find((one) => one.id === id)!;
      write({ ...outage, loss: null }, 'measured', null, 'On the minutes of the process.');
    },
    outage: (id: string): Outage => outages.find((one) => one.id === id)!,
    add(app: FastifyInstance): void {
      posts.add(app, () => shown.me.displayName);
      app.get<{ Querystring: Record<string, string> }>(
        '/api/v1/outages',
        ({ query: { from, to, subject, only, limit, cursor } }) => {
          const asked = outages.filter(
            (one) => inPeriod(from, to)(one) && (subject === undefined || subjectText(one.subject) === subject),
          );
          const rows = asked
            .map((one) => rowShown(one, now, shown.moneyHidden))
            .sort((one, other) => Date.parse(other.ends.from) - Date.parse(one.ends.from));
          const found = rows.filter((one) =>
            only === undefined ? true : only === 'overdue' ? one.overdue : one.proposal !== null,
          );
          const first = Number(cursor ?? 0);
          const next = first + Number(limit);
          return OutagesAnswer.parse({
            ...{
              asOf: toRfc3339(now),
              outages: found.slice(first, next),
              next: next < found.length ? String(next) : null,
            },
            counts: {
              all: rows.length,
              overdue: rows.filter(({ overdue }) => overdue).length,
              waiting: rows.filter(({ proposal }) => proposal !== null).length,
            },
            moneyHidden: shown.moneyHidden,
          });
        },
      );
      app.get<{ Params: { kind: 'process' | 'component'; name: string }; Querystring: { from: string; to: string } }>(
        '/api/v1/ledger/:kind/:name',
        ({ params, query }, reply) =>
          params.name === 'gone'
            ? refuse(reply, 'not_found')
            : ledgerShown(
                outages,
                { ...params },
                { from: Date.parse(query.from), to: Date.parse(query.to) },
                { now, moneyHidden: shown.moneyHidden },
              ),
      );
      app.get<ById>('/api/v1/outages/:id', ({ params }, reply) => {
        const outage = outages.find(({ id }) => id === params.id);
        return outage === undefined ? refuse(reply, 'not_found') : page(outage);
      });
      app.post('/api/v1/outages', ({ body }, reply) => {
        const told = NewOutage.parse(body);
        subjectOf(subjectText(told.subject));
        const by = { id: shown.me.id, name: shown.me.displayName };
        return reply.code(201).send(page(write(outageTold('added', told, now), 'drafted', by, null)));
      });
      app.patch<ById>('/api/v1/outages/:id', (request, reply) => {
        const correction = OutageCorrection.parse(request.body);
        const by = { id: shown.me.id, name: shown.me.displayName };
        const next = (outage: Outage): Outage => correctedOutage(outage, correction, { by, now });
        return change(request, reply, { what: 'corrected', reason: correction.reason ?? null, next });
      });
      app.post<ById>('/api/v1/outages/:id/acts', (request, reply) => {
        const act = OutageAct.parse(request.body);
        const next = (outage: Outage): Outage => afterAct(outage, act, now);
        return change(request, reply, { what: ways[act.act].what, reason: act.reason ?? null, next });
      });
      app.post<ById>('/api/v1/outages/:id/exclusion', (request, reply) => {
        const wanted = NewExclusion.parse(request.body);
        const next = (outage: Outage): Outage => proposedExclusion(outage, wanted, who(), now);
        return change(request, reply, { what: 'exclusion-proposed', reason: wanted.reason, next });
      });
      app.post<ById>('/api/v1/outages/:id/exclusion/answer', (request, reply) => {
        const { agree, reason = null } = ExclusionAnswer.parse(request.body);
        const next = (outage: Outage): Outage => answeredExclusion(outage, agree, who());
        return change(request, reply, { what: agree ? 'exclusion-agreed' : 'exclusion-refused', reason, next });
      });
    },
  };
}
