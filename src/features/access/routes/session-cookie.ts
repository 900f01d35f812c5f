import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BegunSession, RequestFacts } from '../actions/begin-session.ts';

/** What the public address means for cookies. */
export interface CookieSite {
  /** Whether the public address is https. */
  secure: boolean;
}

/**
 * The cookie's name. Browsers keep cookies by host and not by port, so the port tells servers of one machine apart; with
 * https the prefix makes the browser refuse one that another host of the domain has set.
 */
function cookieName(request: FastifyRequest, site: CookieSite): string {
  if (site.secure) return '__Host-waga-session';
  return `waga-session-${request.socket.localPort ?? 0}`;
}

/** The secret of the session that the browser sent, or null. */
export function sessionSecretOf(request: FastifyRequest, site: CookieSite): string | null {
  return request.cookies[cookieName(request, site)] ?? null;
}

/** Whether the browser sent what may be a session, of this server or of another on this machine; nothing is granted by it. */
export const seemsSignedIn = (request: FastifyRequest): boolean =>
  /(?:^|;\s*)(?:__Host-)?waga-session/.test(request.headers.cookie ?? '');

/** Gives the browser its session: not for scripts, not on requests that other sites cause (but for following a link). */
export function giveSession(request: FastifyRequest, reply: FastifyReply, site: CookieSite, begun: BegunSession): void {
  const expires = new Date(begun.expiresAt);
  reply.setCookie(cookieName(request, site), begun.secret, { ...attributes(site), expires });
}

export function takeSessionBack(request: FastifyRequest, reply: FastifyReply, site: CookieSite): void {
  reply.clearCookie(cookieName(request, site), attributes(site));
}

const attributes = ({ secure }: CookieSite) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const;

/** What is kept of a request with the session that it begins. */
export function factsOf(request: FastifyRequest): RequestFacts {
  return { address: request.ip, agent: request.headers['user-agent'] ?? '' };
}
