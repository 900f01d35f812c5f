import type { FastifyInstance } from 'fastify';
import {
  NewVendorAct,
  NewVendorCall,
  type VendorCall,
} from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { minute, toRfc3339 } from '../../../src/maths/instants.ts';
import {
  type CallState,
  callFixture,
  incidentVendorsFixture,
  type VendorsState,
  vendorPageFixture,
  vendorsFixture,
} from '../../../web/fixtures/vendors.ts';
import { refuse } from './fixture-access.ts';

export interface VendorsShown {
  state: VendorsState;
  call: CallState;
  moneyHidden: boolean;
  isBroken: boolean;
}

type ById = { Params: { id: string } };
const doer = 'Anna Nowak';

/** The routes of vendors over fixtures that remember who was asked and what they said. */
export function vendorRoutes(now: number) {
  const usual: VendorsShown = { state: 'usual', call: 'waiting', moneyHidden: false, isBroken: false };
  const shown = { ...usual };
  let call: VendorCall | null = null;
  const at = toRfc3339(now + 1_000);
  const current = (): VendorCall | null => call ?? incidentVendorsFixture(shown.call, now).calls[0] ?? null;
  const asked = (one: VendorCall, contact: number): VendorCall => ({
    ...one,
    contacts: one.contacts.map((known) =>
      known.number === contact ? { ...known, askedAt: at, askedBy: doer } : known,
    ),
    nextAt: contact < one.contacts.length ? toRfc3339(now + 15 * minute) : null,
    nextContact: contact < one.contacts.length ? contact + 1 : null,
  });
  return {
    shown,
    reset() {
      Object.assign(shown, usual);
      call = null;
    },
    add(app: FastifyInstance): void {
      app.get('/api/v1/vendors', () => vendorsFixture(shown.state, now, shown.moneyHidden));
      app.get<{ Params: { name: string } }>(
        '/api/v1/vendors/:name',
        ({ params }, reply) => vendorPageFixture(params.name, now, shown.moneyHidden) ?? refuse(reply, 'not_found'),
      );
      app.get<ById>('/api/v1/incidents/:id/vendors', ({ params }, reply) => {
        if (shown.isBroken) return refuse(reply, 'not_found');
        if (params.id !== 'woken') return { calls: [], told: [] };
        const known = current();
        return { ...incidentVendorsFixture('none', now), calls: known === null ? [] : [known] };
      });
      app.post<ById>('/api/v1/incidents/:id/vendors', ({ body }) => {
        const { contact } = NewVendorCall.parse(body);
        call = asked(callFixture('waiting', now, 0), contact);
        return call;
      });
      app.post<ById>('/api/v1/vendor-calls/:id/acts', ({ body }) => {
        const act = NewVendorAct.parse(body);
        const one = current()!;
        if (act.act === 'asked') call = asked(one, act.contact);
        else if (act.act === 'end') call = { ...one, state: 'ended', may: [], nextAt: null, nextContact: null };
        else {
          const answer = { at, by: doer, contact: act.contact, words: act.words };
          call = { ...one, state: 'answered', may: [], nextAt: null, nextContact: null, answer };
        }
        return call;
      });
    },
  };
}
