import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { doerOf } from '../../access/doer.ts';
import '../../access/request-who.ts';
import type { Who } from '../../access/who.ts';
import { type CarryOutDeps, carryOut } from '../actions/carry-out-switch.ts';
import { type CheckDeps, checkSwitch } from '../actions/check-switch.ts';
import { actOnSwitch, type SwitchActDeps } from '../actions/switches.ts';
import { type SwitchPageDeps, switchesShown, switchPage } from '../queries/switch-pages.ts';
import { NewSwitchAct, SwitchesAnswer, SwitchPage } from '../switches/switch-contract.ts';

const Name = z.object({ name: z.string().max(63) });
const Query = z.object({ process: z.string().max(63).optional() });
/** `*` for whatever holds. */
const IfMatch = z.object({ 'if-match': z.string().max(64) });
const tags = ['switches'];
const read = { access: { right: 'read' } } as const;
const flip = { access: { right: 'switch' } } as const;
const hidden =
  'Amounts of forecasts are null, with `moneyHidden`, where the money of the product is not shown to who asks.';

/** What switches are shown, carried out and checked with. */
export type SwitchRouteDeps = SwitchActDeps &
  SwitchPageDeps &
  Omit<CarryOutDeps, 'catalog'> &
  Omit<CheckDeps, 'catalog' | 'impact'> & { impact: CheckDeps['impact'] };

/** Switches and banners: looking, switching, agreeing. */
export function switchRoutes(app: FastifyInstance, deps: SwitchRouteDeps): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const doing = { ...deps, catalog: deps.catalog.current };

  typed.get(
    '/api/v1/switches',
    {
      config: read,
      schema: {
        summary: 'Switches and banners: off and not verified ones first',
        description: `Of all processes, or of one. \`may\` names what who asks may do with each now. ${hidden}`,
        tags,
        querystring: Query,
        response: { 200: SwitchesAnswer },
      },
    },
    ({ query, who }) => switchesShown(deps, query.process, who),
  );

  typed.get(
    '/api/v1/switches/:name',
    {
      config: read,
      schema: {
        summary: 'One switch with its history, newest first',
        description: `Its \`revision\` is the ETag. ${hidden}`,
        tags,
        params: Name,
        response: { 200: SwitchPage },
      },
    },
    ({ params, who }, reply) => send(deps, params.name, who, reply),
  );

  typed.post(
    '/api/v1/switches/:name/acts',
    {
      config: flip,
      schema: {
        summary: 'Switch it off or on, let a share through, agree, decline, look now',
        description:
          '`If-Match` holds the revision that was looked at, such as `"3"`; 412 when another holds. What is to be sent is on record before ' +
          'it is sent, and is sent again until the receiver takes it. Where two people are needed, the first asks and another agrees: 403 for ' +
          'who agrees with themselves. 409 `conflict` where it stands there already, or somebody is waited for.',
        tags,
        params: Name,
        headers: IfMatch,
        body: NewSwitchAct,
        response: { 200: SwitchPage },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const ifRevision = revisionIn(request.headers['if-match']);
      if (request.body.act === 'check') {
        // not found, before anything is asked of others
        await switchPage(deps, name, request.who);
      } else {
        await actOnSwitch(deps, doerOf(request), { name, ifRevision }, request.body);
      }
      await carryOut(doing, name, deps.now());
      if (request.body.act === 'check') await checkSwitch(doing, name, deps.now());
      return send(deps, name, request.who, reply);
    },
  );
}

async function send(deps: SwitchRouteDeps, name: string, who: Who | null, reply: FastifyReply): Promise<SwitchPage> {
  const page = await switchPage(deps, name, who);
  reply.header('ETag', `"${page.revision}"`);
  return page;
}

function revisionIn(header: string): number | undefined {
  if (header.trim() === '*') return undefined;
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim());
  if (!match) throw new ProductError('bad_input', 'If-Match: expected the revision of the switch, such as "3"');
  return Number(match[1]);
}
