import '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { type ElsewhereDeps, signInElsewhere } from '../actions/openid/sign-in-elsewhere.ts';
import { ticketLifeMs } from '../actions/openid/ticket.ts';
import { refusalPage } from '../refusal-page.ts';
import { type CookieSite, factsOf, giveSession } from './session-cookie.ts';

export interface OpenIdRouteDeps extends ElsewhereDeps {
  site: CookieSite & { origin: string | null };
}

/** Where the sign-in begins; the address that the provider sends the browser back to lies below it. */
export const openIdPath = '/sign-in/openid';
const access = { open: 'one signs in here' };
const tags = ['access'];

/** The two addresses a browser passes on its way through the provider. Refusals are pages, since a person reads them. */
export function openIdRoutes(app: FastifyInstance, deps: OpenIdRouteDeps): void {
  const elsewhere = signInElsewhere(deps);
  const cookieName = (request: FastifyRequest): string =>
    deps.site.secure ? '__Host-waga-openid' : `waga-openid-${request.socket.localPort ?? 0}`;
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.site.secure } as const;
  const here = (request: FastifyRequest): string =>
    `${deps.site.origin ?? `${request.protocol}://${request.host}`}${openIdPath}/callback`;

  app.register(async (scope) => {
    scope.setErrorHandler(sendPage);
    const typed = scope.withTypeProvider<ZodTypeProvider>();
    typed.get(
      openIdPath,
      {
        config: { access },
        schema: {
          summary: 'Begin to sign in by the provider of single sign-on',
          description: 'Redirects to the provider. `to` is the page of this site to go to afterwards.',
          tags,
          querystring: z.object({ to: z.string().max(2_048).optional() }),
        },
      },
      async (request, reply) => {
        const { address, ticket } = await elsewhere.begin(here(request), request.query.to, factsOf(request));
        reply.setCookie(cookieName(request), ticket, { ...cookie, maxAge: ticketLifeMs / 1_000 });
        return reply.redirect(address, 302);
      },
    );
    typed.get(
      `${openIdPath}/callback`,
      {
        config: { access },
        schema: {
          summary: 'Come back from the provider of single sign-on',
          description: 'Begins the session and redirects to the page one was going to.',
          tags,
        },
      },
      async (request, reply) => {
        const sealed = request.cookies[cookieName(request)] ?? null;
        // a ticket is for one journey, whatever comes of it
        reply.clearCookie(cookieName(request), cookie);
        const callback = new URL(here(request));
        callback.search = request.url.slice(request.url.indexOf('?') + 1 || request.url.length);
        const { begun, to } = await elsewhere.finish(callback, sealed, factsOf(request));
        giveSession(request, reply, deps.site, begun);
        return reply.redirect(to, 302);
      },
    );
  });
}

function sendPage(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = error instanceof ProductError ? error : null;
  const status = known?.status ?? (error as { statusCode?: number }).statusCode ?? 500;
  if (known === null && status >= 500) request.log.error({ err: error }, 'sign-in failed');
  const wait = known?.details.retryAfterSeconds;
  if (typeof wait === 'number') reply.header('Retry-After', String(wait));
  const message = known?.message ?? 'Something went wrong that is not your fault; the log has it.';
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .send(refusalPage(message, known?.code ?? 'internal'));
}
