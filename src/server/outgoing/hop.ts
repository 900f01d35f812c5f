import type { OutgoingAnswer, OutgoingRequest } from '../../features/access/outgoing.ts';
import { failed, refused } from './failure.ts';

/** One request of a chain of redirects. */
export interface Hop {
  url: URL;
  method: NonNullable<OutgoingRequest['method']>;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array | null;
}

/** Said by the client itself, or about the connection and not the request. */
const notTheirs =
  /^(host|connection|content-length|transfer-encoding|keep-alive|upgrade|expect|te|trailer|proxy-.*|accept-encoding)$/;
/** What may go on to another origin; a key may stand in any other header. */
const harmless: ReadonlySet<string> = new Set(['accept', 'accept-language', 'user-agent']);

/** The request as it is sent first. Throws ProductError `outbound_refused` for an address that no request may have. */
export function firstHop({ url, method = 'GET', headers = {}, body }: OutgoingRequest, userAgent: string): Hop {
  const kept = Object.entries(headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), value])
    .filter(([name]) => !notTheirs.test(name));
  return {
    url: readUrl(url, 'The address'),
    method,
    headers: { 'user-agent': userAgent, ...Object.fromEntries(kept) },
    body: body ?? null,
  };
}

/** `what` names the address in a message, because the address itself may be a part of an answer. */
function readUrl(text: string, what: string, base?: string): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw refused('address', `${what} is no http or https URL.`);
  if (url.username !== '' || url.password !== '')
    throw refused('address', `${what} holds a user name or password; they do not belong there.`);
  url.hash = '';
  return url;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The request that a redirect asks for, or null where the answer is none. Across origins only harmless headers go on and a
 * body never does; from https it never goes to http. Throws ProductError `outbound_refused`, or `outbound_failed` where it
 * leads to no address; neither tells the address, which is a part of the answer. `from` is the origin asked for at first.
 */
export function nextHop(
  hop: Hop,
  { status, headers }: Pick<OutgoingAnswer, 'status' | 'headers'>,
  from: string,
): Hop | null {
  if (!redirects.has(status)) return null;
  const location = headers.location;
  if (location === undefined) throw failed('redirects', from);
  const url = readUrl(location, `The redirect of ${from}`, hop.url.href);
  if (hop.url.protocol === 'https:' && url.protocol === 'http:')
    throw refused('downgrade', `${from} redirected from https to http.`);
  const becomesGet = status === 303 ? hop.method !== 'HEAD' : status < 303 && hop.method === 'POST';
  const bodiless: Hop = { ...hop, url, method: 'GET', body: null, headers: without(hop.headers, /^content-/) };
  const next = becomesGet ? bodiless : { ...hop, url };
  if (url.origin === hop.url.origin) return next;
  if (next.body !== null) throw refused('body across origins', `${from} asked to send the body on to another origin.`);
  return { ...next, headers: Object.fromEntries(Object.entries(next.headers).filter(([name]) => harmless.has(name))) };
}

const without = (headers: Hop['headers'], names: RegExp): Hop['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.test(name)));
