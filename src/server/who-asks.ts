import type { FastifyRequest } from 'fastify';
import type { PeopleQueries } from '../features/access/queries/people.ts';
import type { TokenQueries } from '../features/access/queries/tokens.ts';
import { sessionSecretOf } from '../features/access/routes/session-cookie.ts';
import { machine, type Who } from '../features/access/who.ts';
import type { MachineToken } from './machine-token.ts';
import { isReading, needOwnPage, type Site } from './same-site.ts';

export interface WhoAsksDeps {
  machineToken: Pick<MachineToken, 'is'>;
  tokens: Pick<TokenQueries, 'holderOf'>;
  people: Pick<PeopleQueries, 'sessionOf'>;
  site: Site;
}

export interface WhoAsks {
  /**
   * Who a request comes from, or null: by the token in `Authorization`, which alone counts when it is there, else by that
   * in the address where the route takes one, else by the cookie of a session. Throws ProductError `cross_site` for a write with a cookie that no page of this server made.
   */
  whoOf(request: FastifyRequest): Promise<Who | null>;
  /** Who a request that is still open comes from by now; does not count as use of the session. */
  stillWho(request: FastifyRequest): Promise<Who | null>;
}

export function whoAsks({ machineToken, tokens, people, site }: WhoAsksDeps): WhoAsks {
  async function find(request: FastifyRequest, touch: boolean): Promise<Who | null> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = tokenIn(authorization);
      if (token === null) return null;
      if (machineToken.is(token)) return isFromThisMachine(request) ? machine : null;
      return tokens.holderOf(token);
    }
    const inAddress = secretInAddress(request);
    if (inAddress !== null) {
      const holder = await tokens.holderOf(inAddress);
      // an address is written down in many places: a token that may do more never stands in one
      return holder?.rights.size === 1 ? holder : null;
    }
    const secret = sessionSecretOf(request, site);
    if (secret === null) return null;
    const found = await people.sessionOf(secret, touch);
    if (found === null) return null;
    if (!isReading(request.method)) needOwnPage(site, request.headers);
    request.session = found.hash;
    return found.person;
  }
  return { whoOf: (request) => find(request, true), stillWho: (request) => find(request, false) };
}

/** The token of a Bearer header, or the password of a Basic one, whose user name does not count. */
function tokenIn(authorization: string): string | null {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+) *$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? null : text.slice(colon + 1);
}

/** The token in the address of a route that takes one there. */
function secretInAddress({ routeOptions, query }: FastifyRequest): string | null {
  if (routeOptions.config.secretInAddress !== true) return null;
  const { secret } = query as { secret?: unknown };
  return typeof secret === 'string' ? secret : null;
}

/** Whether both ends are this machine, and no proxy says that it only passes the request on. */
function isFromThisMachine({ raw, ip, headers }: FastifyRequest): boolean {
  const { remoteAddress, localAddress } = raw.socket;
  if (remoteAddress === undefined || ip !== remoteAddress) return false;
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return remoteAddress === localAddress || /^(::ffff:)?127\.|^::1$/.test(remoteAddress);
}
