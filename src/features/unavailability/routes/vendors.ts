import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import { actOnCall, startCall, type VendorCallDeps } from '../actions/vendor-calls.ts';
import { readCall } from '../queries/vendor-calls.ts';
import { incidentVendors, type VendorPageDeps, vendorShown, vendorsShown } from '../queries/vendor-pages.ts';
import { callShown } from '../vendors/call-shown.ts';
import {
  IncidentVendors,
  NewVendorAct,
  NewVendorCall,
  VendorCall,
  VendorPage,
  VendorsAnswer,
} from '../vendors/vendor-contract.ts';

export type VendorRouteDeps = VendorPageDeps & Omit<VendorCallDeps, 'catalog'>;

const Id = z.object({ id: z.string().max(200) });
const Name = z.object({ name: z.string().max(63) });
const Days = z.object({ days: z.coerce.number().int().min(1).max(365).default(90) });
const tags = ['vendors'];
const read = { access: { right: 'read' } } as const;
const respond = { access: { right: 'respond' } } as const;
const hidden = 'Money is left out, with `moneyHidden`, where the product is not one whose money is shown to who asks.';

/** Vendors: what theirs cost, what they tell of themselves, whom of them we asked about an incident. */
export function vendorRoutes(app: FastifyInstance, deps: VendorRouteDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const calling: VendorCallDeps = { ...deps, catalog: () => deps.catalog.current() };

  typed.get(
    '/api/v1/vendors',
    {
      config: read,
      schema: {
        summary: 'Every vendor: minutes, money, share of all down-time, windows kept and overrun, what they say now',
        description: `Of so many days before now, 90 where none is asked for. ${hidden}`,
        tags,
        querystring: Days,
        response: { 200: VendorsAnswer },
      },
    },
    ({ query, who }) => vendorsShown(deps, query.days, who?.money ?? []),
  );

  typed.get(
    '/api/v1/vendors/:name',
    {
      config: read,
      schema: {
        summary: 'One vendor: its card, contacts, outages, windows, what it tells and whom of it we asked',
        description: `What it tells is matched to our incidents and outages, with why. ${hidden}`,
        tags,
        params: Name,
        querystring: Days,
        response: { 200: VendorPage },
      },
    },
    ({ params, query, who }) => vendorShown(deps, params.name, query.days, who),
  );

  typed.get(
    '/api/v1/incidents/:id/vendors',
    {
      config: read,
      schema: {
        summary: 'Whom of the vendors we asked about an incident, and what vendors tell that is matched to it',
        tags,
        params: Id,
        response: { 200: IncidentVendors },
      },
    },
    ({ params, who }) => incidentVendors(deps, params.id, who),
  );

  typed.post(
    '/api/v1/incidents/:id/vendors',
    {
      config: respond,
      schema: {
        summary: 'A vendor is asked about an incident: the clock of their silence starts',
        description:
          'A contact with a channel is told by Waga, any other was asked by who says so. 409 `conflict` where the incident is over or the vendor ' +
          'is being asked already.',
        tags,
        params: Id,
        body: NewVendorCall,
        response: { 200: VendorCall },
      },
    },
    async (request) => {
      const id = await startCall(calling, doerOf(request), request.params.id, request.body);
      return callShown((await readCall(deps.records, id))!.call, true);
    },
  );

  typed.post(
    '/api/v1/vendor-calls/:id/acts',
    {
      config: respond,
      schema: {
        summary: 'Another contact was asked, somebody answered, or nobody has to answer any more',
        description: 'The clock stops at an answer. 409 `conflict` where the call is over.',
        tags,
        params: Id,
        body: NewVendorAct,
        response: { 200: VendorCall },
      },
    },
    async (request) => callShown(await actOnCall(calling, doerOf(request), request.params.id, request.body), true),
  );
}
